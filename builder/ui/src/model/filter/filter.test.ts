import { describe, expect, test } from "vitest";
import { fieldsOf } from "../bundle";
import { form } from "../fixtures/forms";
import { countRules, decode, encode, type Group, place } from "./tree";
import { allOf, arity, groupWhere, literal } from "./where";

const where = (...items: Group["items"]): string => groupWhere({ join: "and", items }, fieldsOf(form));

describe("a condition becomes the engine's expression", () => {
  test.each([
    [{ field: "name", op: "contains", value: '王"' }, 'CONTAINS(name, "王\\"")'],
    [{ field: "amount", op: "at_least", value: "30万" }, "amount >= 300000"],
    [{ field: "amount", op: "between", value: ["1", "2,000"] }, "(amount >= 1 and amount <= 2000)"],
    [{ field: "name", op: "any_of", value: ["a", "b"] }, 'name in ("a", "b")'],
    [{ field: "name", op: "any_of", value: ["a"] }, 'name in ("a",)'],
    [{ field: "name", op: "is_not", value: "a" }, '(name == null or name != "a")'],
    [{ field: "due", op: "on", value: "2026-11-21" }, 'DATEVALUE(due) == DATEVALUE("2026-11-21")'],
    [{ field: "tags", op: "has_any", value: ["x", "y"] }, 'HASANY(tags, "x", "y")'],
    [{ field: "owner_id", op: "me", value: null }, "owner_id == me.id"],
    [{ field: "name", op: "blank", value: null }, "ISBLANK(name)"],
  ])("%o", (rule, expression) => expect(where(rule)).toBe(expression));

  test("what is half-typed, unknown or not offered filters nothing", () => {
    expect(where({ field: "amount", op: "at_least", value: "abc" })).toBe("");
    expect(where({ field: "amount", op: "between", value: ["1", ""] })).toBe("");
    expect(where({ field: "nope", op: "is", value: "1" })).toBe("");
    expect(where({ field: "name", op: "at_least", value: "1" })).toBe("");
    expect(where({ field: "name", op: "any_of", value: [] })).toBe("");
  });

  test("groups nest and keep their word", () => {
    const a = { field: "name", op: "is", value: "a" };
    const b = { field: "amount", op: "is", value: "1" };
    expect(where(a, { join: "or", items: [b, a, { join: "and", items: [] }] })).toBe('name == "a" and (amount == 1 or name == "a")');
  });

  test("a view's condition, a report's and the filter hold together", () => {
    expect(allOf(null, "", "a == 1")).toBe("a == 1");
    expect(allOf("a == 1 or b == 2", undefined, "c == 3")).toBe("(a == 1 or b == 2) and (c == 3)");
    expect(allOf()).toBe("");
  });
});

test("how many values an operator wants is read off its template", () => {
  expect([arity("contains"), arity("between"), arity("any_of"), arity("blank")]).toEqual(["one", "range", "list", "none"]);
});

test("a literal is refused where the text is none of its kind", () => {
  expect(literal("date", "tomorrow")).toBeNull();
  expect(literal("boolean", "maybe")).toBeNull();
  expect(literal("text", "a\nb")).toBe('"a\\nb"');
});

test("conditions survive the address bar, and nonsense in it does no harm", () => {
  const group: Group = { join: "or", items: [{ field: "name", op: "is", value: "a" }, { join: "and", items: [{ field: "amount", op: "between", value: ["1", "2"] }, { field: "name", op: "blank", value: null }] }] };
  expect(decode(encode(group))).toEqual(group);
  expect(countRules(group)).toBe(3);
  for (const nonsense of ["", "{", "[1]", '["and",[1,2]]', '["x"]', '{"a":1}']) expect(decode(nonsense).items).toEqual([]);
});

test("an item is replaced or taken out where it stands", () => {
  const group: Group = { join: "and", items: [{ join: "or", items: [{ field: "a", op: "is", value: "1" }, { field: "b", op: "is", value: "2" }] }] };
  expect(place(group, [0, 1], null)).toEqual({ join: "and", items: [{ join: "or", items: [{ field: "a", op: "is", value: "1" }] }] });
  expect(place(group, [0], null).items).toEqual([]);
});
