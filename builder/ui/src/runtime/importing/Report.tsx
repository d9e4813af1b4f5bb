/** What an import would do, or did: counts, and the rows that did not fit. */
import { useTranslation } from "react-i18next";
import type { ImportReport } from "@/api/types";
import { Pill } from "@/parts/Pill";
import { useSay } from "@/parts/say";
import css from "./Import.module.css";

export function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const say = useSay();
  const sums: [string, number, string][] = [
    [t("importing.total"), report.total, ""], [t("importing.created"), report.created, report.created > 0 ? "green" : ""], [t("importing.attached"), report.attached, ""],
    [t("importing.updated"), report.updated, ""], [t("importing.skipped"), report.skipped, ""], [t("importing.failed"), report.failed, report.failed > 0 ? "red" : ""],
  ];
  return (
    <>
      <dl className={css.sums}>{sums.filter(([, count], index) => index < 2 || count > 0).map(([label, count, tone]) => <div key={label} className={css.sum} data-tone={tone}><dt>{label}</dt><dd>{count.toLocaleString("en-US")}</dd></div>)}</dl>
      {report.made !== undefined && report.made.length > 0 && <details className={css.made}><summary>{t("importing.made", { count: report.made.length })}</summary><ul>{report.made.slice(0, 50).map((line) => <li key={line}>{line}</li>)}</ul></details>}
      {report.errors.length > 0 && (
        <div className={css.errors} tabIndex={0} role="region" aria-label={t("importing.errors")}>
          <table>
            <thead><tr><th>{t("importing.row")}</th><th>{t("importing.column")}</th><th>{t("importing.value")}</th><th>{t("importing.reason")}</th></tr></thead>
            <tbody>{report.errors.map((error, index) => <tr key={index}><td className="num">{error.row}</td><td>{error.column}</td><td className={css.given}>{error.value}</td><td>{error.remark === true && <Pill tone="orange" square>{t("importing.remark")}</Pill>} {say(error.reason)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
      {(report.error_count ?? 0) > report.errors.length && <p className="quiet">{t("importing.firstErrors", { count: report.errors.length })}</p>}
    </>
  );
}
