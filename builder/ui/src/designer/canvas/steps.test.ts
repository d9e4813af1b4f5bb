import { describe, expect, it } from "vitest";
import written from "@/model/document/mini_credit.json";
import { prepare } from "@/model/document/prepare";
import type { Definition } from "@/model/document/types";
import { stepPlace } from "./steps";

const customer = prepare(written as Definition).forms[0];

describe("a step with an arrow key", () => {
  it("changes places with the neighbour", () => {
    expect(customer && stepPlace(customer, "phone", -1)).toEqual({ section: "@基本信息", before: "uscc" });
    expect(customer && stepPlace(customer, "name", 1)).toEqual({ section: "@基本信息", before: "phone" });
    expect(customer && stepPlace(customer, "phone", 1)).toEqual({ section: "@基本信息", before: null });
  });

  it("goes over into the next section, to its near end", () => {
    expect(customer && stepPlace(customer, "level", 1)).toEqual({ section: "@信用", before: "credit_limit" });
    expect(customer && stepPlace(customer, "credit_limit", -1)).toEqual({ section: "@基本信息", before: null });
  });

  it("stays where there is nowhere to go", () => {
    expect(customer && stepPlace(customer, "name", -1)).toBeNull();
  });
});
