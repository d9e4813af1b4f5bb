/** A stand-in server for work on the pages; goes when the real one answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import type { RecordItem } from "../src/api/types";
import { bundle, t } from "./bundle.ts";
import { departments, fill, people, refsOf, tables } from "./data.ts";
import { matches } from "./where.ts";

const session = { user: { id: "u1", name: "王晓燕", login: "sales1", locale: "zh-CN", department: { id: "d3", name: "销售一组" }, builder: true, admin: true }, workspace: { id: "w", name: "示例助贷公司", time_zone: "Asia/Shanghai" }, csrf: "x" };
let signedIn = true;
const ago = (minutes: number): string => new Date(Date.now() - minutes * 6e4).toISOString();

class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, readonly problems: unknown[] = []) {
    super(code);
  }
}

function kase(record: RecordItem, decided: string | undefined): unknown {
  return {
    id: `case-${record.id}`, flow: "case_approval", form: "loan_case", record: record.id, record_title: record["no"], status: decided === "reject" ? "rejected" : "running", started_by: people[1], started_at: ago(190), ended_at: null,
    at: decided === undefined ? ["leader"] : ["risk"],
    tasks: [{ id: "x", step: "leader", state: decided === undefined ? "open" : "approved", assignee: people[0], due_at: ago(-60) }],
    timeline: [{ at: ago(190), by: people[1], event: "started", step: null, label: t("发起", "Started"), comment: "客户资料齐，加急" }, ...(decided === undefined ? [] : [{ at: ago(0), by: people[0], event: decided === "approve" ? "approved" : "rejected", step: "leader", label: t(decided === "approve" ? "团队长初审 同意" : "团队长初审 拒绝", "Team lead"), comment: "" }])],
    path: decided === undefined ? { leader: "current" } : decided === "approve" ? { leader: "done", by_amount: "done", large: "done", risk: "current" } : { leader: "refused" },
    moves: [],
  };
}
const moves = [
  { action: "approve", label: t("同意", "Approve"), comment: "optional" },
  { action: "reject", label: t("拒绝", "Reject"), comment: "required" },
];
const decisions = new Map<string, string>();
function task(record: RecordItem, index: number): unknown {
  return {
    id: `t-${record.id}`, case: `case-${record.id}`, app: "loan_crm", form: "loan_case", record: record.id, title: `${record["no"]} ${tables["lead"]?.find((lead) => lead.id === record["lead"])?.["name"] ?? ""}`,
    flow_label: t("进件审批", "Case approval"), step_label: t("团队长初审", "Team lead"), kind: "approve", state: "open", starter: people[1 + (index % 4)], created_at: ago(30 + index * 95), due_at: ago(index * 60 - 200), overdue: index > 4, urged: index % 5 === 1, read: index > 2,
    summary: [{ label: t("申请金额", "Amount"), text: `￥${Number(record["amount"]).toLocaleString()}` }, { label: t("产品", "Product"), text: String(record["product"]) }, { label: t("期限", "Term"), text: `${String(record["term"])} 个月` }],
  };
}

type Handler = (match: string[], query: URLSearchParams, body: Record<string, unknown>, headers: IncomingMessage["headers"]) => unknown;
function table(form: string): RecordItem[] {
  const rows = tables[form];
  if (rows === undefined) throw new Refusal(404, "http.not_found");
  return rows;
}
const find = (form: string, id: string): RecordItem => {
  const row = table(form).find((each) => each.id === id);
  if (row === undefined) throw new Refusal(404, "records.missing");
  return row;
};

function list(form: string, query: URLSearchParams): unknown {
  let rows = table(form);
  const where = query.get("where");
  if (where !== null && where !== "") rows = rows.filter(matches(where));
  const search = query.get("search");
  if (search !== null) rows = rows.filter((row) => ["name", "no", "city", "content", "code"].some((key) => String(row[key] ?? "").includes(search)));
  for (const key of (query.get("sort") ?? "").split(",").reverse()) {
    if (key === "") continue;
    const name = key.replace(/^-/, "");
    const sign = key.startsWith("-") ? -1 : 1;
    const numeric = bundle.forms[form]?.fields.find((field) => field.key === name)?.kind === "number";
    rows = [...rows].sort((a, b) => sign * (numeric ? Number(a[name] ?? 0) - Number(b[name] ?? 0) : String(a[name] ?? "") < String(b[name] ?? "") ? -1 : 1));
  }
  const limit = Number(query.get("limit") ?? 50);
  const start = Number(query.get("cursor") ?? 0);
  const items = rows.slice(start, start + limit);
  return { items, next: start + limit < rows.length ? String(start + limit) : null, refs: refsOf(bundle.forms[form] ?? { fields: [] }, items), ...(query.get("count") === "true" ? { count: rows.length } : {}) };
}

function check(form: string, values: Record<string, unknown>): void {
  const problems = (bundle.forms[form]?.fields ?? []).filter((field) => field.required && field.key in values && (values[field.key] === null || values[field.key] === "")).map((field) => ({ code: "forms.required", message: t(`请填写${field.label["zh-CN"]}。`, `${field.label.en} is required.`), at: field.key }));
  if (values["name"] === "错误") problems.push({ code: "rules.refused", message: t("这个名字在黑名单里。", "This name is on the blacklist."), at: "name" });
  if (problems.length > 0) throw new Refusal(422, "records.refused", problems);
}

const routes: [string, RegExp, Handler][] = [
  ["GET", /^\/session$/, () => { if (!signedIn) throw new Refusal(401, "session.none"); return session; }],
  ["POST", /^\/session$/, (_, __, body) => { if (body["password"] !== "demo-password") throw new Refusal(401, "session.refused", [{ code: "session.refused", message: t("账号或密码不对。", "Wrong name or password.") }]); signedIn = true; return session; }],
  ["DELETE", /^\/session$/, () => { signedIn = false; return undefined; }],
  ["POST", /^\/expire$/, () => { signedIn = false; return undefined; }],
  ["GET", /^\/apps$/, () => ({ items: [{ key: "loan_crm", label: bundle.app.label, version: "1.0.0", description: t("线索、进件、合同、放款与贷后", "Leads, cases, contracts, disbursement"), counts: { todo: 7 } }] })],
  ["GET", /^\/templates$/, () => ({ items: [{ key: "loan_crm", label: bundle.app.label, description: t("线索到贷后", "From lead to loan") }] })],
  ["GET", /^\/apps\/[^/]+\/bundle$/, () => bundle],
  ["GET", /^\/people$/, (_, query) => ({ items: people.filter((person) => person.name.includes(query.get("search") ?? "") && (query.get("ids") === null || query.get("ids")?.split(",").includes(person.id))) })],
  ["GET", /^\/departments$/, () => ({ items: departments })],
  ["GET", /\/forms\/([^/]+)\/records$/, ([, form], query) => list(form ?? "", query)],
  ["GET", /\/forms\/([^/]+)\/records\/([^/]+)\/history$/, () => ({ items: [{ at: ago(40), by: people[0], action: "update", changes: [{ field: "state", label: t("状态", "State"), old: "新建", new: "跟进中" }, { field: "need_amount", label: t("需求金额", "Amount"), old: "￥300,000.00", new: "￥500,000.00" }] }, { at: ago(1440), by: people[1], action: "create", changes: [] }] })],
  ["GET", /\/records\/([^/]+)\/comments$/, () => ({ items: [{ id: "1", at: ago(90), by: people[1], text: "流水已收，等房产证。" }] })],
  ["POST", /\/records\/([^/]+)\/comments$/, (_, __, body) => ({ id: "2", at: ago(0), by: people[0], text: body["text"] })],
  ["GET", /\/forms\/([^/]+)\/records\/([^/]+)$/, ([, form, id]) => { const item = find(form ?? "", id ?? ""); return { item, refs: refsOf(bundle.forms[form ?? ""] ?? { fields: [] }, [item]), can: { edit: true, delete: true }, flows: form === "loan_case" ? [{ key: "case_approval", label: t("进件审批", "Case approval") }] : [], case: form === "loan_case" ? { id: `case-${item.id}`, flow: "case_approval", state: "running" } : null }; }],
  ["POST", /\/forms\/([^/]+)\/records$/, ([, form], _, body) => { const values = (body["values"] ?? body) as Record<string, never>; check(form ?? "", values); const item = { id: `n${Date.now()}`, version: 1, no: "LD-NEW", owner_id: "u1", created_at: ago(0), updated_at: ago(0), ...values } as unknown as RecordItem; table(form ?? "").unshift(item); return { item, warnings: form === "lead" ? [{ code: "dup", message: t("可能重复：同名线索 2 条。", "Maybe a duplicate: 2 leads of that name."), at: "name" }] : [] }; }],
  ["PATCH", /\/forms\/([^/]+)\/records\/([^/]+)$/, ([, form, id], _, body, headers) => { const item = find(form ?? "", id ?? ""); check(form ?? "", body); if (headers["if-match"] !== `"${item.version}"`) throw new Refusal(412, "records.changed", [{ code: "records.changed", message: t("别人刚刚改过这条记录。", "Someone has just changed this record.") }]); Object.assign(item, body, { version: item.version + 1 }); return { item, warnings: [] }; }],
  ["DELETE", /\/forms\/([^/]+)\/records\/([^/]+)$/, ([, form, id]) => { const rows = table(form ?? ""); rows.splice(rows.indexOf(find(form ?? "", id ?? "")), 1); return undefined; }],
  ["POST", /\/records\/([^/]+)\/reveal$/, (_, __, body) => ({ value: body["field"] === "phone" ? "13812345678" : "310101199001011234" })],
  ["POST", /\/records:batch$/, (_, __, body) => ({ results: (body["operations"] as unknown[]).map((_, index) => (index === 1 ? { ok: false, problems: [{ code: "x", message: t("已有进件，不能删除。", "It has cases.") }] } : { ok: true })) })],
  ["POST", /\/records:evaluate$/, () => ({ values: {}, refs: {} })],
  ["POST", /\/import:preview$/, () => ({ upload: "up1", sheets: ["台账"], rows: 3000, columns: [{ index: 0, header: "姓名", samples: ["张伟", "李 娜", "王芳"], guess: "name" }, { index: 1, header: "手机", samples: ["13812345678", "+86 139 1234 5678"], guess: "phone" }, { index: 2, header: "需求额度", samples: ["30万", "50-80万", "待定"], guess: "need_amount" }, { index: 3, header: "来源", samples: ["信息流", "转介绍"], guess: null }, { index: 4, header: "登记日期", samples: ["2026/3/5", "3月5日", "45717"], guess: "visited_on" }] })],
  ["POST", /\/import$/, () => ({ import: "im1", total: 3000, created: 2710, attached: 41, updated: 0, skipped: 0, failed: 249, errors: [{ row: 12, column: "需求额度", value: "50-80万", reason: t("金额是一个范围，请写一个数。", "A range, not an amount.") }, { row: 31, column: "手机", value: "1381234", reason: t("手机号应为 11 位。", "A mobile number has 11 digits.") }], error_file: "/api/v1/x.xlsx" })],
  ["POST", /\/imports\/([^/]+)\/undo$/, () => ({ removed: 2710 })],
  ["POST", /^\/files$/, () => ({ id: `file${Date.now()}`, name: "流水.pdf", size: 120_400, type: "application/pdf" })],
  ["GET", /^\/tasks$/, (_, query) => { const rows = (tables["loan_case"] ?? []).slice(0, 9).filter((record) => (query.get("box") === "done") === decisions.has(record.id)); return { items: rows.map(task), counts: { todo: 9 - decisions.size, done: decisions.size, started: 2, cc_unread: 3 }, next: null }; }],
  ["GET", /^\/tasks\/t-(.+)$/, ([, id]) => { const record = find("loan_case", id ?? ""); const decided = decisions.get(record.id); return { task: task(record, 1), case: kase(record, decided), moves: decided === undefined ? moves : [] }; }],
  ["POST", /^\/tasks\/t-(.+)\/(\w+)$/, ([, id, action]) => { const record = find("loan_case", id ?? ""); decisions.set(record.id, action ?? ""); return { case: kase(record, action) }; }],
  ["GET", /\/cases\/case-(.+)$/, ([, id]) => kase(find("loan_case", id ?? ""), decisions.get(id ?? ""))],
  ["POST", /\/flows\/([^/]+)\/cases$/, (_, __, body) => ({ case: kase(find("loan_case", String(body["record"])), undefined) })],
  ["GET", /^\/notifications$/, () => ({ unread: 2, items: [{ id: "1", title: "进件 JJ-202611-0320 已批复", body: "赵敏 同意了进件审批", at: ago(12), read: false, link: "/a/loan_crm/f/loan_case" }, { id: "2", title: "线索将被回收", body: "3 条线索 5 天没有跟进", at: ago(300), read: false, link: null }, { id: "3", title: "还款提醒", body: "客户刘洋 3 天后应还 8,420.00", at: ago(1500), read: true, link: null }] })],
  ["POST", /^\/notifications:read$/, () => undefined],
];

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://mock");
  const path = url.pathname.replace(/^\/api\/v1/, "");
  const body = await bodyOf(request);
  response.setHeader("Content-Type", "application/json");
  try {
    for (const [method, pattern, handler] of routes) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match === null) continue;
      if (!signedIn && path !== "/session") throw new Refusal(401, "session.none");
      const result = handler(match.map(String), url.searchParams, body, request.headers);
      response.statusCode = result === undefined ? 204 : 200;
      response.end(result === undefined ? undefined : JSON.stringify(result));
      return;
    }
    throw new Refusal(404, "http.not_found");
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, "mock.broken");
    if (!(error instanceof Refusal)) console.error(error);
    response.statusCode = refusal.status;
    response.end(JSON.stringify({ type: "about:blank", title: refusal.code, status: refusal.status, detail: refusal.code, code: refusal.code, problems: refusal.problems }));
  }
}

export function mockServer(): Plugin {
  const start = (middlewares: { use: (handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void) => void }): void => {
    fill(Number(process.env["MOCK_LEADS"] ?? 3000));
    middlewares.use((request, response, next) => {
      if (request.url?.startsWith("/api/") === true) void answer(request, response);
      else next();
    });
  };
  return { name: "dougong-mock", configureServer: (server) => start(server.middlewares), configurePreviewServer: (server) => start(server.middlewares) };
}
