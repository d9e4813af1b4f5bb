/** Pages of the designer, below /design. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [];
