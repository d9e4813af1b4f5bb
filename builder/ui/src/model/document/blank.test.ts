import { describe, expect, it } from "vitest";
import { blankApp, readDefinition, withKey } from "./blank";

describe("a file", () => {
  it("tells what it holds before it is sent", () => {
    const found = readDefinition(JSON.stringify({ ...blankApp("visits", "拜访"), forms: [{}, {}] }), "zh-CN");
    expect(found).toMatchObject({ key: "visits", label: "拜访", sizes: { forms: 2, roles: 1, flows: 0 } });
  });
  it("is called by its key where it has no name, and by the name in the reader's language", () => {
    expect(readDefinition('{"app": {"key": "x"}}', "en")).toMatchObject({ label: "x" });
    expect(readDefinition('{"app": {"key": "x", "label": {"zh-CN": "甲", "en": "A"}}}', "en")).toMatchObject({ label: "A" });
  });
  it("that is none is refused with what it is", () => {
    expect(readDefinition("PK..", "en")).toEqual({ fault: "not_json" });
    for (const text of ["[]", "{}", "3", "null", '{"app": {}}', '{"app": {"key": 3}}']) expect(readDefinition(text, "en")).toEqual({ fault: "not_app" });
  });
});

it("another key changes nothing else", () => {
  const blank = blankApp("visits", "拜访");
  expect(withKey(blank, "calls")).toEqual(blankApp("calls", "拜访"));
  expect(blank.app["key"]).toBe("visits");
});
