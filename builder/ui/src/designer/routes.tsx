/** Pages of the designer, below /design. */
import type { RouteObject } from "react-router";

/** One route for the list of forms and for each form, so that the open draft and its undo outlive a change of form. */
export const routes: RouteObject[] = [{ path: ":app/forms?/:form?", lazy: () => import("./page/DesignerPage") }];
