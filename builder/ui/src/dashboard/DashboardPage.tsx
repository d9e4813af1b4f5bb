/** A dashboard: filters above, tiles where their author put them, everything it shows in its address. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useBundle } from "@/api/bundle";
import type { Bundle, Json } from "@/api/types";
import { Page } from "@/parts/Page";
import { useSay } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { boardQuery, type Board, type Filters, type Tile } from "./api";
import { FilterBar } from "./filters/FilterBar";
import { readDrill, readFilters, writeDrill, writeFilter, type Level } from "./state";
import { loadTexts } from "./texts";
import { MetricTile } from "./tile/MetricTile";
import { ReportTile } from "./tile/ReportTile";
import css from "./dashboard.module.css";

loadTexts();

export function Component() {
  const { app = "", key = "" } = useParams();
  const board = useQuery(boardQuery(app, key));
  const bundle = useBundle(app);
  if (board.error) return <Failure error={board.error} retry={() => void board.refetch()} />;
  if (!board.data) return <Bones lines={9} />;
  return <Shown key={key} app={app} board={board.data} bundle={bundle} />;
}

function Shown({ app, board, bundle }: { app: string; board: Board; bundle: Bundle }) {
  const { t } = useTranslation("dashboard");
  const say = useSay();
  const [params, setParams] = useSearchParams();
  const defaults = useMemo(() => defaultsOf(board), [board]);
  const filters = useMemo(() => readFilters(params, defaults), [params, defaults]);
  const set = (on: string, value: Json | undefined) => setParams((now) => writeFilter(now, on, value, defaults[on]), { replace: true });
  const changed = [...params.keys()].some((name) => name.startsWith("f."));
  return (
    <Page title={say(board.label)}>
      <FilterBar app={app} board={board} bundle={bundle} filters={filters} change={set} reset={changed ? () => setParams((now) => kept(now), { replace: true }) : null} />
      {board.tiles.length === 0 ? <Empty title={t("empty.title")} hint={t("empty.hint")} /> : <Tiles app={app} board={board} bundle={bundle} filters={filters} params={params} setParams={setParams} />}
    </Page>
  );
}

function defaultsOf(board: Board): Filters {
  return Object.fromEntries(board.filters.flatMap((each) => (each.default === undefined || each.default === null ? [] : [[each.on, each.default]])));
}

/** The address without its filters. */
function kept(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => !name.startsWith("f.")));
}

interface TilesProps {
  app: string;
  board: Board;
  bundle: Bundle;
  filters: Filters;
  params: URLSearchParams;
  setParams: ReturnType<typeof useSearchParams>[1];
}

function Tiles({ app, board, bundle, filters, params, setParams }: TilesProps) {
  const phone = usePhone();
  const say = useSay();
  const inOrder = board.tiles.toSorted((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0]);
  return (
    <div className={phone ? css.stack : css.grid}>
      {inOrder.map((tile) => {
        const own = bearing(tile, filters);
        const setLevels = (levels: Level[]) => setParams((now) => writeDrill(now, tile.key, levels));
        return (
          <div key={tile.key} role="group" className={css.tile} style={phone ? {} : placed(tile)} data-tile={tile.key} data-kind={tile.metric == null ? (tile.chart?.kind ?? "table") : "kpi"} aria-label={say(tile.title)}>
            {tile.metric == null ? <ReportTile app={app} tile={tile} bundle={bundle} filters={own} levels={readDrill(params, tile.key)} setLevels={setLevels} /> : <MetricTile app={app} tile={tile} bundle={bundle} filters={own} />}
          </div>
        );
      })}
    </div>
  );
}

function placed({ at: [x, y, width, height] }: Tile): React.CSSProperties {
  return { gridColumn: `${x + 1} / span ${width}`, gridRow: `${y + 1} / span ${height}` };
}

/** The filters that bear on a tile. */
function bearing(tile: Tile, filters: Filters): Filters {
  const bears = tile.filters;
  return bears === undefined ? filters : Object.fromEntries(Object.entries(filters).filter(([on]) => bears.includes(on)));
}
