import { describe, expect, it } from "vitest";
import { WIDGETS } from "@/widgets/registry";
import { DRAWN_WIDGETS } from "./StandIn";

describe("stand-ins", () => {
  it("are drawn for every widget there is", () => {
    expect(Object.keys(WIDGETS).filter((widget) => !DRAWN_WIDGETS.includes(widget))).toEqual([]);
  });
});
