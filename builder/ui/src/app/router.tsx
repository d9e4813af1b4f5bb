/** Which page stands at which address. */
import { createBrowserRouter, type RouteObject } from "react-router";
import { routes as dashboards } from "@/dashboard/routes";
import { routes as designer } from "@/designer/routes";
import { appRoutes, routes as runtime } from "@/runtime/routes";
import { Bones } from "@/parts/states";
import { Shell } from "./frame/Shell";
import { Gate } from "./Gate";
import { NotFound, Trouble } from "./Trouble";

/** Pages of one app, beside its navigation. */
const inApp: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./frame/AppFrame")).AppStart }) },
  ...appRoutes,
  ...dashboards,
  { path: "*", Component: NotFound },
];

/** Pages with the header (or, on a phone, the bar at the bottom). */
const inShell: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./Home")).Home }) },
  ...runtime,
  { path: "a/:app", lazy: async () => ({ Component: (await import("./frame/AppFrame")).AppFrame }), ErrorBoundary: Trouble, children: [{ ErrorBoundary: Trouble, children: inApp }] },
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
