/** Who names an element: each place in words, with the text that names it. */
import type { Use } from "@/model/document/references";
import { trailOf } from "./trail";
import type { Definition } from "@/model/document/types";
import css from "./problems.module.css";

interface Props {
  definition: Definition;
  uses: Use[];
  locale: string;
  lead: string;
  tail: string;
}

export function UsesList({ definition, uses, locale, lead, tail }: Props) {
  return (
    <div>
      <p>{lead}</p>
      <ul className={css.uses}>
        {uses.map((use) => (
          <li key={use.pointer}>
            <span>{trailOf(definition, use.path, locale)}</span>
            <code className="clip" title={use.text}>
              {use.text}
            </code>
          </li>
        ))}
      </ul>
      <p className="quiet">{tail}</p>
    </div>
  );
}
