/** Which page stands at which address. */
import { createBrowserRouter, type RouteObject } from "react-router";
import { routes as dashboards } from "@/dashboard/routes";
import { routes as designer } from "@/designer/routes";
import { Bones } from "@/parts/states";
import { AppFrame, AppStart } from "./frame/AppFrame";
import { Shell } from "./frame/Shell";
import { Gate } from "./Gate";
import { NotFound, Trouble } from "./Trouble";

/** Pages of one app, beside its navigation. */
const inApp: RouteObject[] = [
  { index: true, Component: AppStart },
  ...dashboards,
  { path: "*", Component: NotFound },
];

/** Pages with the header (or, on a phone, the bar at the bottom). */
const inShell: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./Home")).Home }) },
  { path: "notices", lazy: async () => ({ Component: (await import("@/runtime/notices/NoticesPage")).NoticesPage }) },
  { path: "a/:app", Component: AppFrame, ErrorBoundary: Trouble, children: [{ ErrorBoundary: Trouble, children: inApp }] },
  { path: "*", Component: NotFound },
];

export const router = createBrowserRouter([
  {
    Component: Gate,
    ErrorBoundary: Trouble,
    HydrateFallback: () => <Bones lines={4} />,
    children: [
      { path: "design", ErrorBoundary: Trouble, children: designer },
      { path: "/", Component: Shell, children: [{ ErrorBoundary: Trouble, children: inShell }] },
    ],
  },
]);
