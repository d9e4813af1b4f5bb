/** A loan office in one bundle, by hand, in the shape the server will give. */
import type { Bundle, Choice, FieldBundle, FieldOptions, FormBundle, Ir, Kind, Text } from "../src/api/types";
import { parse } from "./where.ts";

export const t = (zh: string, en: string): Text => ({ "zh-CN": zh, en });
const PERIODS = ["today", "last_7_days", "this_week", "this_month", "last_month"];
const BY_KIND: Record<Kind, string[]> = {
  text: ["is", "is_not", "any_of", "contains", "lacks", "starts_with", "blank", "filled"],
  number: ["is", "is_not", "above", "at_least", "below", "at_most", "between", "blank", "filled"],
  boolean: ["is_true", "is_false", "blank"],
  date: ["on", "before", "after", "within", ...PERIODS, "blank", "filled"],
  datetime: ["on", "before", "after", "within", ...PERIODS, "blank", "filled"],
  reference: ["is", "any_of", "me", "blank", "filled"],
  json: ["blank", "filled"],
};
interface Extra extends Partial<FieldBundle> { options?: FieldOptions }
function f(key: string, type: string, kind: Kind, label: Text, extra: Extra = {}): FieldBundle {
  const filters = extra.options?.choices !== undefined && extra.many !== true ? ["is", "is_not", "any_of", "none_of", "blank", "filled"] : BY_KIND[kind];
  return {
    key, type, label, kind, many: false, widget: type, options: {}, required: false, system: false, access: "write", reveal: false,
    filters, sortable: kind !== "json" && extra.many !== true, ...extra,
  };
}
const c = (key: string, zh: string, en: string, color?: string): Choice => ({ key, label: t(zh, en), ...(color === undefined ? {} : { color }) });
export const ir = (text: string): Ir => parse(text) as Ir;

export const CHOICES = {
  state: [c("new", "新建", "New", "grey"), c("waiting", "待跟进", "Waiting", "orange"), c("following", "跟进中", "Following", "blue"), c("converted", "已转客户", "Converted", "green"), c("invalid", "无效", "Invalid", "red"), c("pool", "公海", "Pool", "purple")],
  intent: [c("a", "A 强", "A strong", "green"), c("b", "B 中", "B fair", "blue"), c("c", "C 弱", "C weak", "orange"), c("d", "D 无", "D none", "grey")],
  use: [c("business", "经营", "Business"), c("consume", "消费", "Consumption"), c("turnover", "周转", "Turnover"), c("bridge", "过桥", "Bridge"), c("decor", "装修", "Renovation"), c("car", "购车", "Car")],
  assets: [c("house", "有房", "House", "green"), c("car", "有车", "Car", "blue"), c("fund", "公积金", "Housing fund", "cyan"), c("social", "社保", "Social security", "teal"), c("policy", "保单", "Policy", "purple"), c("licence", "营业执照", "Licence", "gold")],
  stage: [c("draft", "草稿", "Draft", "grey"), c("collect", "资料收集", "Collecting", "blue"), c("review", "审批中", "In review", "orange"), c("approved", "已批复", "Approved", "green"), c("refused", "已拒绝", "Refused", "red"), c("paid", "已放款", "Disbursed", "green")],
  grade: [c("a", "A", "A", "green"), c("b", "B", "B", "blue"), c("c", "C", "C", "orange"), c("d", "D", "D", "red")],
  doc: [c("missing", "缺", "Missing", "red"), c("received", "已收", "Received", "blue"), c("ok", "合格", "Accepted", "green"), c("back", "退回", "Returned", "orange")],
  way: [c("phone", "电话", "Phone"), c("wechat", "微信", "WeChat"), c("visit", "上门", "Visit"), c("store", "到店", "In store")],
};
const owner: FieldBundle[] = [
  f("owner_id", "member", "reference", t("负责人", "Owner"), { system: true, target: "user", access: "read" }),
  f("created_at", "datetime", "datetime", t("创建时间", "Created"), { system: true, access: "read" }),
  f("updated_at", "datetime", "datetime", t("更新时间", "Updated"), { system: true, access: "read" }),
];
const all = { create: true, edit: true, delete: true, import: true, export: true };
const item = (keys: string[]): { field: string }[] => keys.map((field) => ({ field }));

const lead: FormBundle = {
  key: "lead", label: t("线索", "Lead"), title: "name",
  fields: [
    f("no", "auto_number", "text", t("编号", "No."), { access: "read" }),
    f("name", "text", "text", t("客户姓名", "Name"), { required: true, options: { max_length: 40 } }),
    f("phone", "phone", "text", t("手机号", "Phone"), { required: true, access: "masked", reveal: true }),
    f("id_card", "id_card", "text", t("身份证号", "ID card"), { access: "masked", reveal: true }),
    f("state", "select", "text", t("状态", "State"), { options: { choices: CHOICES.state }, default: "new", required: true }),
    f("intent", "select", "text", t("意向", "Intent"), { options: { choices: CHOICES.intent } }),
    f("channel", "reference", "reference", t("渠道", "Channel"), { target: "channel", required: true, options: { show: ["code"] } }),
    f("city", "text", "text", t("城市", "City")),
    f("age", "integer", "number", t("年龄", "Age"), { options: { min: 18, max: 75 } }),
    f("need_amount", "money", "number", t("需求金额", "Amount wanted"), { options: { currency: "CNY", digits: 2, min: "0" }, required: true, help: t("客户口头说的金额，元", "What the customer asks for, in yuan") }),
    f("need_use", "select", "text", t("用途", "Use"), { options: { choices: CHOICES.use } }),
    f("assets", "multiselect", "text", t("资产标签", "Assets"), { many: true, options: { choices: CHOICES.assets }, filters: ["has_any", "has_all", "none", "some"] }),
    f("income", "money", "number", t("月收入", "Monthly income"), { options: { currency: "CNY", digits: 2 } }),
    f("debt", "money", "number", t("月负债", "Monthly debt"), { options: { currency: "CNY", digits: 2 } }),
    f("dti", "formula", "number", t("负债率", "Debt ratio"), { widget: "percent", access: "read", computed: { ir: ir("debt / income"), stored: true, live: true, digits: 4 }, options: { digits: 2 } }),
    f("liabilities", "subform", "json", t("负债明细", "Liabilities"), { many: true, sortable: false, fields: [
      f("lender", "text", "text", t("机构", "Lender"), { required: true }),
      f("kind", "select", "text", t("类型", "Kind"), { options: { choices: [c("card", "信用卡", "Card"), c("credit", "信贷", "Credit"), c("mortgage", "房贷", "Mortgage"), c("car", "车贷", "Car loan")] } }),
      f("balance", "money", "number", t("余额", "Balance"), { options: { currency: "CNY", digits: 2 } }),
      f("monthly", "money", "number", t("月供", "Monthly"), { options: { currency: "CNY", digits: 2 } }),
      f("yearly", "formula", "number", t("年供", "Yearly"), { widget: "money", access: "read", options: { currency: "CNY", digits: 2 }, computed: { ir: ir("monthly * 12"), stored: true, live: true, digits: 2 } }),
    ] }),
    f("total_debt", "formula", "number", t("负债合计", "Total debt"), { widget: "money", access: "read", options: { currency: "CNY", digits: 2 }, computed: { ir: { call: "rows_sum", args: [{ ref: ["liabilities"] }, { ref: ["balance"], row: true }, { lit: true }] }, stored: true, live: true, digits: 2 } }),
    f("next_follow", "datetime", "datetime", t("下次跟进", "Next follow-up")),
    f("visited_on", "date", "date", t("到访日期", "Visited on")),
    f("consent", "boolean", "boolean", t("已授权征信查询", "Credit check consent")),
    f("reason", "select", "text", t("无效原因", "Why invalid"), { options: { choices: [c("empty", "空号", "No such number"), c("no_need", "无需求", "No need"), c("peer", "同行", "Competitor")] } }),
    f("note", "longtext", "text", t("备注", "Note")),
    f("files", "attachment", "json", t("附件", "Files"), { many: true, sortable: false }),
    ...owner,
  ],
  layout: [
    { section: t("基本信息", "Basics"), key: "basics", columns: 2, items: item(["name", "phone", "id_card", "age", "city", "channel", "state", "intent", "reason"]) },
    { section: t("需求与资质", "Need and standing"), key: "need", columns: 3, items: item(["need_amount", "need_use", "assets", "income", "debt", "dti"]) },
    { section: t("负债明细", "Liabilities"), key: "liabilities_section", columns: 1, items: item(["liabilities", "total_debt"]) },
    { section: t("跟进", "Follow-up"), key: "follow", columns: 2, items: [{ field: "next_follow" }, { field: "visited_on" }, { field: "consent" }, { field: "note", span: 2 }, { field: "files", span: 2 }] },
  ],
  conditions: [{ item: "reason", visible: ir('state == "invalid"'), required_if: ir('state == "invalid"') }],
  checks: [{ key: "debt_below_income", ir: ir("debt <= income or ISBLANK(debt) or ISBLANK(income)"), message: t("月负债高于月收入，请核对。", "Monthly debt is above income. Please check."), at: "debt" }],
  views: [
    { key: "mine", label: t("我的线索", "My leads"), kind: "grid", columns: ["no", "name", "phone", "state", "intent", "channel", "city", "need_amount", "need_use", "assets", "next_follow", "owner_id", "created_at"], where: null, sort: ["-created_at"] },
    { key: "due", label: t("待跟进", "To follow"), kind: "grid", columns: ["name", "phone", "state", "need_amount", "next_follow", "owner_id"], where: 'state in ("waiting", "following")', sort: ["next_follow"] },
    { key: "big", label: t("大额意向", "Large"), kind: "grid", columns: ["name", "intent", "need_amount", "income", "dti", "channel"], where: "need_amount >= 1000000", sort: ["-need_amount"] },
  ],
  can: all, related: [{ form: "followup", field: "lead", label: t("跟进记录", "Follow-ups") }], flows: [],
};
const kase: FormBundle = {
  key: "loan_case", label: t("进件", "Case"), title: "no",
  fields: [
    f("no", "auto_number", "text", t("单号", "No."), { access: "read" }),
    f("lead", "reference", "reference", t("客户", "Customer"), { target: "lead", required: true, options: { show: ["no"] } }),
    f("product", "text", "text", t("产品", "Product")),
    f("stage", "select", "text", t("阶段", "Stage"), { options: { choices: CHOICES.stage }, default: "draft" }),
    f("amount", "money", "number", t("申请金额", "Amount"), { required: true, options: { currency: "CNY", digits: 2, min: "1000" } }),
    f("term", "integer", "number", t("期限（月）", "Term (months)")),
    f("rate", "percent", "number", t("年利率", "Yearly rate"), { options: { digits: 2 } }),
    f("grade", "select", "text", t("风险等级", "Grade"), { options: { choices: CHOICES.grade } }),
    f("advisor", "member", "reference", t("顾问", "Advisor"), { target: "user" }),
    f("department", "department", "reference", t("部门", "Department"), { target: "department" }),
    f("sign_on", "date", "date", t("签约日", "Signed on")),
    f("checklist", "subform", "json", t("资料清单", "Checklist"), { many: true, sortable: false, fields: [
      f("doc", "text", "text", t("资料", "Document"), { required: true }),
      f("needed", "boolean", "boolean", t("必需", "Needed")),
      f("state", "select", "text", t("状态", "State"), { options: { choices: CHOICES.doc }, default: "missing" }),
    ] }),
    ...owner,
  ],
  layout: [
    { section: t("进件信息", "Case"), key: "case", columns: 3, items: item(["lead", "product", "stage", "amount", "term", "rate", "grade", "advisor", "department", "sign_on"]) },
    { section: t("资料清单", "Checklist"), key: "docs", columns: 1, items: item(["checklist"]) },
  ],
  conditions: [], checks: [],
  views: [{ key: "all", label: t("全部进件", "All cases"), kind: "grid", columns: ["no", "lead", "product", "stage", "amount", "term", "rate", "grade", "advisor", "sign_on"], where: null, sort: ["-created_at"] }],
  can: { ...all, delete: false }, related: [], flows: [{ key: "case_approval", label: t("进件审批", "Case approval"), when: ir('stage == "draft"') }],
};
const followup: FormBundle = {
  key: "followup", label: t("跟进", "Follow-up"), title: "content",
  fields: [
    f("lead", "reference", "reference", t("线索", "Lead"), { target: "lead", required: true }),
    f("way", "select", "text", t("方式", "Way"), { options: { choices: CHOICES.way } }),
    f("content", "longtext", "text", t("内容", "Content"), { required: true }),
    f("next_at", "datetime", "datetime", t("下次", "Next")),
    ...owner,
  ],
  layout: [{ section: t("跟进", "Follow-up"), key: "main", columns: 2, items: [{ field: "lead" }, { field: "way" }, { field: "content", span: 2 }, { field: "next_at" }] }],
  conditions: [], checks: [], views: [{ key: "all", label: t("全部跟进", "All"), kind: "grid", columns: ["created_at", "lead", "way", "content", "owner_id"], where: null, sort: ["-created_at"] }],
  can: all, related: [], flows: [],
};
const channel: FormBundle = {
  key: "channel", label: t("渠道", "Channel"), title: "name",
  fields: [f("code", "text", "text", t("代码", "Code"), { required: true }), f("name", "text", "text", t("名称", "Name"), { required: true }), f("rebate", "percent", "number", t("返佣比例", "Rebate"), { options: { digits: 2 } }), ...owner],
  layout: [{ section: t("渠道", "Channel"), key: "main", columns: 2, items: item(["code", "name", "rebate"]) }],
  conditions: [], checks: [], views: [{ key: "all", label: t("全部渠道", "All"), kind: "grid", columns: ["code", "name", "rebate", "created_at"], where: null, sort: ["code"] }],
  can: all, related: [{ form: "lead", field: "channel", label: t("线索", "Leads") }], flows: [],
};

export const bundle: Bundle = {
  hash: "mock-1",
  app: { key: "loan_crm", label: t("助贷客户管理", "Loan CRM"), version: "1.0.0", time_zone: "Asia/Shanghai" },
  actor: { id: "u1", name: "王晓燕", department_id: "d2", roles: ["advisor"], locale: "zh-CN" },
  parameters: { risk_limit: { kind: "number", value: "500000", label: t("风控介入金额", "Risk limit") } },
  forms: { lead, loan_case: kase, followup, channel },
  flows: {
    case_approval: { key: "case_approval", label: t("进件审批", "Case approval"), form: "loan_case", steps: [
      { key: "leader", kind: "approve", label: t("团队长初审", "Team lead"), words: t("直属上级审批", "Direct superior approves") },
      { key: "by_amount", kind: "branch", label: t("按金额", "By amount"), words: t("", ""), ways: [
        { key: "large", label: t("超过 50 万", "Above 500k"), steps: [{ key: "risk", kind: "approve", label: t("风控审核", "Risk review"), words: t("风控 全部同意", "Risk, everyone") }] },
        { key: "other", label: t("其他", "Otherwise"), steps: [] },
      ] },
      { key: "book", kind: "set", label: t("批复", "Approve the case"), words: t("阶段 = 已批复", "stage = approved") },
      { key: "tell", kind: "cc", label: t("抄送财务", "Tell finance"), words: t("财务", "Finance") },
    ] },
  },
  dashboards: [], reports: {}, metrics: {},
  navigation: [
    { label: t("获客", "Acquire"), items: [{ form: "lead", label: t("线索", "Leads"), icon: "UserAddOutlined" }, { form: "followup", label: t("跟进", "Follow-ups"), icon: "PhoneOutlined" }] },
    { label: t("成交", "Close"), items: [{ form: "loan_case", label: t("进件", "Cases"), icon: "AuditOutlined" }] },
    { label: t("资源", "Resources"), items: [{ form: "channel", label: t("渠道", "Channels"), icon: "ApartmentOutlined" }] },
  ],
};
