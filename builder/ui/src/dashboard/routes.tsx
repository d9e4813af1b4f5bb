/** Pages of the dashboards, below /a/:app. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [{ path: "d/:key", lazy: () => import("./DashboardPage") }];
