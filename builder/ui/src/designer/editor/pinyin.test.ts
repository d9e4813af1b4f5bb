import { describe, expect, it } from "vitest";
import { initials, matches } from "./pinyin";

describe("pinyin initials", () => {
  it("of words from the office", () => {
    const words = { 金额: "je", 客户名称: "khmc", 统一社会信用代码: "tyshxydm", 逾期天数: "yqts", 手机: "sj", 备注: "bz", 创建时间: "cjsj", 日期: "rq", 负责人: "fzr", 二维码: "ewm", 年龄: "nl", 企业: "qy" };
    for (const [word, letters] of Object.entries(words)) expect(initials(word), word).toBe(letters);
  });

  it("find a field by letters, by part of its name, and by either reading", () => {
    expect(matches("金额", "je")).toBe(true);
    expect(matches("订单金额", "je")).toBe(true);
    expect(matches("开户行", "khh")).toBe(true);
    expect(matches("利率", "ll")).toBe(true);
    expect(matches("Amount", "amo")).toBe(true);
    expect(matches("金额", "sl")).toBe(false);
    expect(matches("金额", "额")).toBe(true);
  });
});
