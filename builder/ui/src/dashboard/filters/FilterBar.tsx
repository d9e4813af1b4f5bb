/** The filters of a board: they bear on all tiles at once and live in the address. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Bundle, Json } from "@/api/types";
import { useSay } from "@/parts/say";
import type { Board, Filters } from "../api";
import { formsOf, kindOf } from "./kinds";
import { FilterInput } from "./FilterInput";
import css from "./filters.module.css";

interface Props {
  app: string;
  board: Board;
  bundle: Bundle;
  filters: Filters;
  change: (on: string, value: Json | undefined) => void;
  reset: (() => void) | null;
}

export function FilterBar({ app, board, bundle, filters, change, reset }: Props) {
  const { t } = useTranslation("dashboard");
  const say = useSay();
  if (board.filters.length === 0) return null;
  const forms = formsOf(board, bundle);
  return (
    <div className={css.bar} role="search" aria-label={t("filters.title")}>
      {board.filters.map((each) => (
        <div key={each.on} className={css.filter} data-filter={each.on}>
          <span className={css.label} id={`filter-${each.on}`}>
            {say(each.label)}
          </span>
          <FilterInput app={app} kind={kindOf(each.on, forms, bundle)} labelledBy={`filter-${each.on}`} label={say(each.label)} value={filters[each.on]} change={(value) => change(each.on, value)} />
        </div>
      ))}
      {reset !== null && (
        <Button type="link" size="small" onClick={reset}>
          {t("filters.reset")}
        </Button>
      )}
    </div>
  );
}
