/** Rows of the stand-in office: the same on every start. */
import type { RecordItem, Refs } from "../src/api/types";
import { CHOICES } from "./bundle.ts";

let seed = 7;
export const random = (): number => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
export const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const id = (prefix: string, n: number): string => `${prefix}${String(n).padStart(7, "0")}-0000-7000-8000-000000000000`.slice(0, 36);

export const people = [
  { id: "u1", name: "王晓燕", department: "销售一组" }, { id: "u2", name: "李建国", department: "销售一组" }, { id: "u3", name: "陈思远", department: "销售二组" },
  { id: "u4", name: "赵敏", department: "风控部" }, { id: "u5", name: "周立", department: "财务部" }, { id: "u6", name: "孙倩", department: "销售一组" },
];
export const departments = [
  { id: "d1", name: "总部", parent: null }, { id: "d2", name: "销售部", parent: "d1" }, { id: "d3", name: "销售一组", parent: "d2" },
  { id: "d4", name: "销售二组", parent: "d2" }, { id: "d5", name: "风控部", parent: "d1" }, { id: "d6", name: "财务部", parent: "d1" },
];
const SUR = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
const GIVEN = ["伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "建华", "志强"];
const CITY = ["上海", "杭州", "苏州", "南京", "宁波", "深圳", "广州", "成都", "武汉", "长沙"];
const stamp = (daysAgo: number): string => new Date(Date.now() - daysAgo * 864e5).toISOString().replace(/\.\d+Z/, "Z");
const money = (low: number, high: number): string => (Math.round(low + random() * (high - low)) * 100).toFixed(2);

export const tables: Record<string, RecordItem[]> = { channel: [], lead: [], loan_case: [], followup: [] };
["信息流-巨量", "电销中心", "老客转介绍", "同业合作", "门店自然到访", "贷款超市"].forEach((name, index) => {
  tables["channel"]?.push({ id: id("c", index), version: 1, code: `CH${String(index + 1).padStart(2, "0")}`, name, rebate: (0.01 * (index + 1)).toFixed(4), owner_id: "u1", created_at: stamp(400 - index), updated_at: stamp(40) });
});
export function fill(count: number): void {
  for (let n = 0; n < count; n += 1) {
    const amount = money(500, 30000);
    const income = money(50, 600);
    const debt = (Number(income) * random() * 0.9).toFixed(2);
    const days = (n * 365) / count;
    tables["lead"]?.push({
      id: id("l", n), version: 1, no: `LD-2026-${String(count - n).padStart(6, "0")}`, name: pick([...SUR]) + pick(GIVEN), phone: `13${Math.floor(random() * 9)}****${String(Math.floor(random() * 9999)).padStart(4, "0")}`,
      id_card: random() > 0.4 ? "310***********1234" : null, state: pick(CHOICES.state).key, intent: random() > 0.2 ? pick(CHOICES.intent).key : null, channel: pick(tables["channel"] ?? [])?.id ?? null,
      city: pick(CITY), age: 20 + Math.floor(random() * 40), need_amount: amount, need_use: pick(CHOICES.use).key, assets: CHOICES.assets.filter(() => random() > 0.65).map((choice) => choice.key),
      income, debt, dti: (Number(debt) / Number(income)).toFixed(4), total_debt: "180000.00",
      liabilities: [{ id: `x${n}`, lender: "招商银行", kind: "card", balance: "30000.00", monthly: "1500.00", yearly: "18000.00" }, { id: `y${n}`, lender: "微众银行", kind: "credit", balance: "150000.00", monthly: "4800.50", yearly: "57606.00" }],
      next_follow: random() > 0.5 ? stamp(-random() * 14) : null, visited_on: null, consent: random() > 0.5, reason: null, note: random() > 0.7 ? "客户希望下周到店详谈，需带齐流水与房产证。" : null, files: [], owner_id: pick(people).id, created_at: stamp(days), updated_at: stamp(days / 2),
    });
  }
  for (let n = 0; n < 320; n += 1) {
    tables["loan_case"]?.push({ id: id("k", n), version: 3, no: `JJ-202611-${String(320 - n).padStart(4, "0")}`, lead: tables["lead"]?.[n * 3]?.id ?? null, product: pick(["建行快贷", "招行闪电贷", "平安抵押e贷", "微众企业贷"]), stage: pick(CHOICES.stage).key, amount: money(1000, 20000), term: pick([12, 24, 36, 60]), rate: (0.035 + random() * 0.12).toFixed(4), grade: pick(CHOICES.grade).key, advisor: pick(people).id, department: "d3", sign_on: random() > 0.5 ? stamp(n).slice(0, 10) : null, checklist: [{ id: "1", doc: "身份证", needed: true, state: "ok" }, { id: "2", doc: "近半年流水", needed: true, state: "received" }, { id: "3", doc: "房产证", needed: false, state: "missing" }], owner_id: pick(people).id, created_at: stamp(n), updated_at: stamp(n / 2) });
  }
  for (let n = 0; n < 600; n += 1) {
    tables["followup"]?.push({ id: id("f", n), version: 1, lead: tables["lead"]?.[n % 60]?.id ?? null, way: pick(CHOICES.way).key, content: pick(["电话沟通，客户考虑中，约周五再联系。", "已加微信，发送产品资料。", "到店面谈，意向明确，准备资料。", "客户反馈利率偏高，比较他行方案。"]), next_at: stamp(-random() * 9), owner_id: pick(people).id, created_at: stamp(n / 3), updated_at: stamp(n / 3) });
  }
}

export function refsOf(form: { fields: { key: string; target?: string | null }[] }, items: RecordItem[]): Refs {
  const refs: Refs = {};
  for (const field of form.fields) {
    if (field.target === null || field.target === undefined) continue;
    const into = (refs[field.target] ??= {});
    for (const item of items) {
      const key = item[field.key];
      if (typeof key !== "string") continue;
      const person = people.find((each) => each.id === key);
      const department = departments.find((each) => each.id === key);
      const row = tables[field.target]?.find((each) => each.id === key);
      const title = person?.name ?? department?.name ?? String(row?.["name"] ?? row?.["no"] ?? key);
      into[key] = { id: key, title, ...(row?.["code"] === undefined ? {} : { code: row["code"] }), ...(row?.["no"] === undefined ? {} : { no: row["no"] }) };
    }
  }
  return refs;
}
