/** Which page stands at which address. */
import { createBrowserRouter } from "react-router";
import { routes as dashboards } from "@/dashboard/routes";
import { routes as designer } from "@/designer/routes";

/** /a/:app is the frame of an app: runtime pages and dashboards stand in it; the designer has the whole window. */
export const router = createBrowserRouter([
  { path: "/", children: [...dashboards, { path: "design", children: designer }] },
]);
