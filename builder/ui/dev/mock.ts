/** A stand-in server for work on the pages; goes when the real one answers. */
import type { Plugin } from "vite";

export function mockServer(): Plugin {
  return { name: "dougong-mock" };
}
