import { expect, test } from "vitest";
import { form } from "./fixtures/forms";
import { assigned, gaps, guessed } from "./importing";

const column = (index: number, guess: string | null): { index: number; header: string; samples: string[]; guess: string | null } => ({ index, header: `h${index}`, samples: [], guess });

test("guesses are taken once, and only for fields that may be filled", () => {
  expect(guessed([column(0, "name"), column(1, "name"), column(2, "total"), column(3, null)], form)).toEqual({ "0": "name" });
});
test("gaps and doubles are named", () => {
  const { missing, twice } = gaps({ "0": "name", "1": "name" }, form);
  expect([missing.map((field) => field.key), twice.map((field) => field.key)]).toEqual([["rate"], ["name"]]);
});
test("a column can be given another field, or none", () => {
  expect(assigned({ "0": "name" }, 0, "rate")).toEqual({ "0": "rate" });
  expect(assigned({ "0": "name" }, 0, null)).toEqual({});
});
