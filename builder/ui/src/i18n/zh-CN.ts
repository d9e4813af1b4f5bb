/** Texts of the interface, Chinese: the set that fixes the keys. */
export const zhCN = {
  app: { name: "斗拱", tagline: "标准构件，不用一钉，按规则搭起整座应用", skip: "跳到正文" },
  action: {
    retry: "重试", home: "回到首页", save: "保存", saveNext: "保存并新建下一条", cancel: "取消", close: "关闭", delete: "删除", edit: "编辑", create: "新建", createOf: "新建{{label}}", copy: "复制", more: "更多",
    ok: "确定", back: "返回", next: "下一步", previous: "上一步", search: "搜索", clear: "清空", reset: "恢复默认", apply: "应用", export: "导出", import: "导入", reload: "刷新页面", view: "查看", undo: "撤销", add: "添加", choose: "选择", discard: "放弃", send: "发送", open: "打开完整页面", done: "完成",
  },
  state: { loading: "正在载入", saving: "保存中", saved: "已保存", none: "—", yes: "是", no: "否", blank: "未填写", unknown: "未知" },
  trouble: {
    forbidden: { title: "没有权限查看", hint: "这里的内容不对你开放。需要的话，请联系应用的管理员。" },
    missing: { title: "找不到这个页面", hint: "它可能已被删除，或者链接不完整。" },
    offline: { title: "连不上服务器", hint: "请检查网络。已填写的内容都保存在本机，恢复后可以继续。" },
    broken: { title: "出了点问题", hint: "请重试；一直这样的话，请把时间告诉管理员。" },
    stale: { title: "页面有更新", hint: "系统刚刚升级，请刷新页面继续。" },
  },
  signIn: {
    title: "登录", login: "账号", password: "密码", submit: "登录", missing: "请填写账号和密码。", again: "登录已过期", againHint: "请重新登录，刚才填写的内容都还在。", refused: "账号或密码不对。", out: "退出登录", show: "显示密码", hide: "隐藏密码",
  },
  home: {
    title: "应用", greeting: "{{name}}，{{part}}好", morning: "上午", noon: "中午", afternoon: "下午", evening: "晚上", todo: "{{count}} 项待办", noTodo: "没有待办", design: "设计",
    empty: "还没有应用", emptyHint: "新建一个空白应用自己搭，或者从模板装一套，几分钟就能用起来。", emptyUser: "管理员还没有给你开通应用。", new: "新建应用", manage: "管理{{label}}", parameters: "参数", scenarios: "场景测试", members: "成员", download: "下载定义（线上版本 {{version}}）", reference: "API 文档", downloaded: "已下载 {{file}}", nothingHere: "这里还没有你能看的内容", nothingBuilder: "应用里还没有表单，或者你在这个应用里没有角色。", nothingUser: "应用还在准备中，或者还没有给你开通里面的内容。", goDesign: "去设计", goMembers: "看看谁能用", inbox: "有 {{count}} 项待办等你处理", open: "去处理",
  },
  nav: { menu: "菜单", inbox: "待办", notifications: "消息", me: "我的", apps: "全部应用", language: "English", collapse: "收起菜单", expand: "展开菜单", dashboards: "看板", user: "账号菜单", switchApp: "切换应用", main: "主导航" },
  notifications: { title: "消息", empty: "没有消息", emptyHint: "审批结果、提醒和通知会出现在这里。", readAll: "全部标为已读", all: "查看全部", unread: "{{count}} 条未读" },
  list: {
    search: "搜索", searchIn: "搜索{{label}}", filter: "筛选", columns: "列", sort: "排序", count: "共 {{shown}} 条", loadedSome: "已显示 {{count}} 条", all: "全部", refresh: "刷新", fromReport: "来自报表的条件", dropReport: "去掉报表条件",
    empty: "还没有{{label}}", emptyHint: "可以逐条新建，也可以从 Excel 一次导入。", noMatch: "没有符合条件的{{label}}", noMatchHint: "换个条件试试，或清空筛选。", clearAll: "清空条件",
    selected: "已选 {{count}} 条", unselect: "取消选择", selectAll: "全选已载入", selectRow: "选择", deleteTitle: "删除 {{count}} 条{{label}}？", deleteHint: "删除后可由管理员从回收站恢复。", deleted: "已删除 {{count}} 条", partly: "{{done}} 条成功，{{failed}} 条未成功", progress: "{{done}} / {{total}}",
    ascending: "升序", descending: "降序", unsorted: "不排序", hideColumn: "隐藏这一列", resize: "拖动调整列宽", moveUp: "上移", moveDown: "下移", shownColumns: "显示的列", exporting: "导出 {{count}} 条为 Excel", exportHint: "导出当前视图：条件、排序、列都与眼前一致，权限照常生效。",
    addRule: "添加条件", addGroup: "添加条件组", and: "并且", or: "或者", matchAll: "满足全部", matchAny: "满足任一", value: "值", pickField: "选择字段", pickOp: "选择比较", from: "从", to: "到", removeRule: "去掉这个条件", saveView: "存为我的视图", viewName: "视图名称", myViews: "我的视图", deleteView: "删除这个视图", views: "视图", more: "更多操作", rows: "记录列表",
  },
  record: {
    details: "详情", flow: "流程", activity: "动态", comments: "评论", history: "变更记录", files: "附件", related: "相关", previous: "上一条", next: "下一条", created: "{{at}} 创建", owner: "负责人", startFlow: "发起{{label}}", startTitle: "发起{{label}}", startHint: "发起后按流程流转，可以在「我发起」里查看进度。", started: "已发起", commentPlaceholder: "写下评论…", noComments: "还没有评论", noHistory: "还没有变更", noFlow: "没有进行中的流程", noRelated: "还没有{{label}}",
    deleteTitle: "删除「{{title}}」？", deleteHint: "删除后可由管理员从回收站恢复。", deleted: "已删除「{{title}}」", reveal: "查看明文", revealTitle: "查看{{label}}", revealHint: "查看会记入审计日志。", revealReason: "查看原因", revealReasonNeeded: "请填写查看原因。", createdAction: "创建了记录", updatedAction: "修改了 {{count}} 项", deletedAction: "删除了记录", system: "系统", untitled: "未命名", copied: "已复制", missing: "这条记录不存在，或已被删除。", changedTo: "改为", emptyValue: "空",
  },
  form: {
    createTitle: "新建{{label}}", editTitle: "编辑 {{label}}", required: "必填", submit: "保存", problems: "有 {{count}} 处需要修改", restored: "已恢复上次没有保存的内容", restoredAt: "这是 {{at}} 没有保存的内容", dropDraft: "不要了，重新填写", leaveTitle: "离开这个页面？", leaveHint: "填写的内容还没有提交，草稿会保存在本机，下次打开可以继续。", leave: "离开", stay: "继续填写", saved: "已保存", created: "已新建「{{title}}」", attached: "已并入已有的「{{title}}」", warnings: "请留意", changed: "这条记录刚被别人改过", changedHint: "你的修改还没有保存，也没有丢。载入最新内容后再保存一次即可。", mergeLatest: "载入最新并保留我的修改", takeTheirs: "同一处用对方的", theirs: "对方改了", mine: "你填的是「{{value}}」", sections: "分区", rest: "其他", computedHint: "自动计算", numberedHint: "保存后自动编号", unsaved: "有未保存的修改", offline: "没有保存成功，内容已存在本机。", readonly: "不可修改",
    need: "请填写{{label}}。", tooLong: "最多 {{max}} 个字，现在 {{length}} 个。", tooSmall: "不能小于 {{min}}。", tooLarge: "不能大于 {{max}}。", notNumber: "请填写数字。", notDate: "请填写日期，例如 2026-11-21。", tooManyDigits: "最多 {{digits}} 位小数。", wholeOnly: "请填写整数。", notEmail: "邮箱格式不对。", notPhone: "手机号应为 11 位数字。", notIdCard: "身份证号不对，请核对。", rows: "至少填写一行{{label}}。", uploadFailed: "{{name}} 上传失败：{{why}}", formProblems: "以下问题不属于某一个字段：",
  },
  subform: { add: "添加一行", copyRow: "复制这一行", deleteRow: "删除这一行", up: "上移", down: "下移", total: "合计", empty: "还没有内容，添加一行或从 Excel 粘贴。", row: "第 {{n}} 行", pasted: "粘贴了 {{count}} 行", actions: "行操作", count: "{{count}} 行" },
  pick: { placeholder: "请选择", search: "输入文字搜索", none: "没有找到", more: "结果较多，输入文字缩小范围", create: "新建{{label}}", people: "搜索姓名", departments: "选择部门", recent: "最近用过", upload: "上传文件", drop: "把文件拖到这里，或点击选择", remove: "移除 {{name}}", maskedKeep: "不修改则保持原值", maskedEdit: "重新填写", date: "选择日期", time: "选择时间" },
  inbox: {
    title: "待办", todo: "待办", done: "已办", started: "我发起", cc: "抄送", emptyTodo: "都处理完了", emptyTodoHint: "新的待办会出现在这里，也会通知你。", emptyDone: "还没有处理过的任务", emptyStarted: "还没有发起过流程", emptyCc: "没有抄送给你的内容", urged: "催办", overdue: "已超时", dueIn: "{{when}}到期", starter: "{{name}} 发起", approve: "同意", reject: "拒绝", comment: "意见", commentHint: "写下你的意见", commentNeeded: "请填写意见。", decided: "已{{label}}", nextTask: "处理下一项", gone: "这项任务已经处理过了", goneHint: "可能别人已处理，或发起人已撤回。", timeline: "流转记录", plan: "流程图", record: "单据", keys: "j 下一项　k 上一项　a 同意　r 拒绝", pick: "从左侧选一项", unread: "未读", backToList: "返回列表", loadMore: "载入更多", current: "进行中", stepDone: "已完成", skipped: "未经过", refused: "已拒绝", waiting: "未到达", incident: "流程出了问题", status: { running: "审批中", approved: "已通过", rejected: "已拒绝", withdrawn: "已撤回", incident: "异常" }, start: "发起", end: "结束", openCase: "查看流程", waitingFor: "等待 {{names}}", fill: "本步骤需要填写",
  },
  importing: {
    sheet: "工作表", sheetRows: "{{name}}（{{count}} 行）", title: "导入{{label}}", step: { upload: "上传文件", map: "对应列", check: "检查", run: "导入" }, drop: "把 Excel 或 CSV 文件拖到这里", dropHint: "支持 .xlsx、.csv（含 GB18030 编码），最多 20 万行", choose: "选择文件", rows: "{{count}} 行，{{columns}} 列", mapHint: "把文件里的列对应到字段。已按列名猜了一遍，请核对。", column: "文件中的列", samples: "前几个值", field: "导入到字段", skip: "不导入", missing: "还没有对应必填字段：{{fields}}", twice: "「{{field}}」对应了多列", check: "检查数据", checking: "正在检查…", ready: "可以导入 {{count}} 行", willFail: "{{count}} 行有问题，会跳过并记入错误文件", run: "导入 {{count}} 行", running: "正在导入…", done: "导入完成", created: "新建", attached: "并入已有", updated: "更新", skipped: "跳过", failed: "有问题", total: "总行数", errors: "有问题的行", row: "行", value: "值", reason: "原因", errorFile: "下载错误文件", firstErrors: "先列出前 {{count}} 处，全部在错误文件里。", undo: "撤销这次导入", undoTitle: "撤销这次导入？", undoHint: "会删除这次新建的 {{count}} 条记录。", undone: "已撤销这次导入", again: "再导入一个文件", toList: "查看{{label}}", reading: "正在读取文件…", guessed: "已对应", remark: "提示", made: "会同时新建 {{count}} 条关联记录", kept: "{{count}} 条没有撤销",
  },
};

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
export type TextSet = Same<typeof zhCN>;
