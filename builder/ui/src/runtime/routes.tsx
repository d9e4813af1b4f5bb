/** Pages of the runtime, each loaded when it is first opened. */
import type { RouteObject } from "react-router";

/** Below /a/:app. */
export const appRoutes: RouteObject[] = [
  { path: "f/:form", lazy: async () => ({ Component: (await import("./list/ListPage")).ListPage }) },
  { path: "f/:form/new", lazy: async () => ({ Component: (await import("./form/pages")).NewPage }) },
  { path: "f/:form/import", lazy: async () => ({ Component: (await import("./importing/ImportPage")).ImportPage }) },
  { path: "f/:form/r/:id/edit", lazy: async () => ({ Component: (await import("./form/pages")).EditPage }) },
  { path: "f/:form/r/:id", lazy: async () => ({ Component: (await import("./record/RecordPage")).RecordPage }) },
];

/** Beside the apps. */
export const routes: RouteObject[] = [
  { path: "inbox/c/:app/:case", lazy: async () => ({ Component: (await import("./inbox/InboxPage")).InboxPage }) },
  { path: "inbox/:task?", lazy: async () => ({ Component: (await import("./inbox/InboxPage")).InboxPage }) },
  { path: "notices", lazy: async () => ({ Component: (await import("./notices/NoticesPage")).NoticesPage }) },
];
