/** The frame of every tile: its title and actions, and inside it what it shows, what is on its way, or what went wrong. */
import { Button } from "antd";
import { ReloadOutlined } from "@ant-design/icons";
import { Component as ReactComponent, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { useLocale } from "@/parts/say";
import { Bone } from "@/parts/states";
import css from "./tile.module.css";

export interface Asked {
  isPending: boolean;
  isFetching: boolean;
  error: Error | null;
  refetch: () => unknown;
}

interface Props {
  title: string;
  asked: Asked;
  actions?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}

export function Frame({ title, asked, actions, below, children }: Props) {
  const stale = asked.isFetching && !asked.isPending;
  return (
    <>
      <header className={css.head}>
        <h2 className="clip" title={title}>
          {title}
        </h2>
        {actions !== undefined && <span className={css.actions}>{actions}</span>}
      </header>
      {below}
      <div className={css.body} data-stale={stale} aria-busy={asked.isFetching}>
        {asked.error ? <Broken error={asked.error} retry={() => void asked.refetch()} /> : asked.isPending ? <Waiting /> : <Guard>{children}</Guard>}
      </div>
    </>
  );
}

function Waiting() {
  const { t } = useTranslation("dashboard");
  return (
    <div className={css.waiting} role="status" aria-label={t("tile.loading")}>
      {["62%", "88%", "46%", "74%"].map((height) => (
        <Bone key={height} width="100%" style={{ height, alignSelf: "end" }} />
      ))}
    </div>
  );
}

/** One tile's trouble is its own: the others stay as they are. */
function Broken({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  return (
    <div className={css.broken} role="alert">
      <strong>{t("tile.broken")}</strong>
      <p className="quiet">{sentences(error, locale).join(" ")}</p>
      <Button size="small" icon={<ReloadOutlined />} onClick={retry}>
        {t("tile.retry")}
      </Button>
    </div>
  );
}

/** What cannot be drawn breaks its tile, not the page. */
class Guard extends ReactComponent<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(_error: Error, _info: ErrorInfo): void {
    // Shown in place; nobody else needs to know.
  }

  override render() {
    if (this.state.error) return <Broken error={this.state.error} retry={() => this.setState({ error: null })} />;
    return this.props.children;
  }
}
