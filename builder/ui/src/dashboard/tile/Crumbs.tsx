/** How deep a tile is opened, and the way back. */
import { LeftOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Level } from "../state";
import css from "./tile.module.css";

export function Crumbs({ first, levels, go }: { first: string; levels: Level[]; go: (depth: number) => void }) {
  const { t } = useTranslation("dashboard");
  return (
    <nav className={css.crumbs} aria-label={t("tile.path", { title: first })} data-crumbs>
      <button type="button" onClick={() => go(levels.length - 1)} aria-label={t("tile.back")}>
        <LeftOutlined />
      </button>
      <button type="button" onClick={() => go(0)}>
        {t("tile.all")}
      </button>
      {levels.map((level, index) => (
        <span key={index} className={css.crumb}>
          <span aria-hidden>›</span>
          {index === levels.length - 1 ? (
            <strong className="clip">{level.label}</strong>
          ) : (
            <button type="button" onClick={() => go(index + 1)}>
              {level.label}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}
