import { expect, test } from "vitest";
import type { Values } from "@/api/types";
import { field, form } from "../fixtures/forms";
import { contested } from "./changes";

const lead = { ...form, fields: [field("city"), field("note"), field("score", { access: "read" })] };
const keys = (latest: Values, mine: Values): string[] => contested(lead, { city: "太原", note: null, score: 1 }, latest, mine).map((each) => each.key);

test("what somebody else wrote meanwhile is contested, unless both wrote the same", () => {
  expect(keys({ city: "大同", note: "周末", score: 2 }, { city: "晋中" })).toEqual(["city", "note"]);
  expect(keys({ city: "大同", note: null, score: 1 }, { city: "大同" })).toEqual([]);
  expect(keys({ city: "太原", note: null, score: 5 }, { note: "周末" })).toEqual([]);
});
