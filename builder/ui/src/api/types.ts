/** The wire: what the server and the browser say to each other, below /api/v1. */
export type * from "./wire/base";
export type * from "./wire/session";
export type * from "./wire/bundle";
export type * from "./wire/records";
export type * from "./wire/flows";
export type * from "./wire/reports";
