/** Every page: where one is, one title, the actions at the right. */
import { RightOutlined } from "@ant-design/icons";
import { Fragment, type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import css from "./Page.module.css";

export interface Crumb {
  label: string;
  to: string;
}
interface Props {
  title: string;
  lead?: ReactNode;
  beside?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  children: ReactNode;
  /** The content scrolls by itself (a grid); the page then does not. */
  fixed?: boolean;
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Dougong" : `${title} · Dougong`;
  }, [title]);
}

export function Page({ title, lead, beside, crumbs = [], actions, children, fixed = false }: Props) {
  useTitle(title);
  return (
    <div className={css.page}>
      <header className={css.head}>
        {lead}
        <div className={css.titles}>
          {crumbs.length > 0 && (
            <nav className={css.crumbs} aria-label="breadcrumb">
              {crumbs.map((crumb, index) => (
                <Fragment key={crumb.to}>
                  {index > 0 && <RightOutlined style={{ fontSize: 9 }} aria-hidden />}
                  <Link to={crumb.to} className="clip">{crumb.label}</Link>
                </Fragment>
              ))}
            </nav>
          )}
          <div className="row">
            <h1 className={`${css.title} clip`}>{title}</h1>
            {beside !== undefined && <span className={css.beside}>{beside}</span>}
          </div>
        </div>
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </header>
      {fixed ? children : <div className={css.body}>{children}</div>}
    </div>
  );
}
