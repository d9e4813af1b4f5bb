/** Pages of the designer, below /design. */
import type { RouteObject } from "react-router";

/** One desk for all pages of an app, so that the open draft and its undo outlive going from one to another. */
export const routes: RouteObject[] = [
  {
    path: ":app",
    lazy: () => import("./page/DesignerPage"),
    children: [
      { path: "forms?/:form?", lazy: async () => ({ Component: (await import("./page/DesignerPage")).FormRoute }) },
      { path: "parameters", lazy: async () => ({ Component: (await import("./settings/Parameters")).Parameters }) },
      { path: "scenarios", lazy: async () => ({ Component: (await import("./settings/Scenarios")).Scenarios }) },
      { path: "members", lazy: async () => ({ Component: (await import("./settings/Members")).Members }) },
    ],
  },
];
