"""What the use cases have to say."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry

CATALOGUE = Catalogue(
    "run",
    {
        "unknown_app": Entry("没有这个应用，或者您没有权限。", "There is no such app, or you may not see it."),
        "unknown_form": Entry("没有这个表单，或者您没有权限。", "There is no such form, or you may not see it."),
        "unknown_file": Entry(
            "文件“{name}”不是您上传的，或者已经不在了。",
            "You did not upload the file “{name}”, or it is no longer there.",
        ),
        "unknown_record": Entry("记录不存在，或者您没有权限查看。", "There is no such record, or you may not see it."),
        "unknown_flow": Entry("没有这个流程，或者您没有权限。", "There is no such flow, or you may not see it."),
        "not_allowed": Entry("您没有权限{action_zh}“{label}”。", "You may not {action} “{label_en}”."),
        "row_not_allowed": Entry(
            "您可以查看这条记录，但不能{action_zh}它。", "You may read this record, but not {action} it."
        ),
        "result_not_allowed": Entry(
            "保存后您将看不到这条记录，因此没有保存。",
            "After this change you could not see the record any more, so it was not saved.",
        ),
        "unknown_field": Entry("没有名为“{name}”的字段。", "There is no field “{name}”."),
        "unwritable_field": Entry("字段“{label}”不能由您填写。", "You may not write the field “{label_en}”."),
        "system_field": Entry(
            "“{label}”由系统维护，不能填写。", "“{label_en}” is kept by the system and cannot be written."
        ),
        "stale": Entry(
            "这条记录刚被别人修改过，请刷新后再改。", "Somebody changed this record meanwhile; reload it and try again."
        ),
        "not_an_object": Entry("这里应当是一个对象。", "This should be an object."),
        "unknown_target": Entry(
            "“{label}”指向的记录不存在，或者您没有权限。",
            "“{label_en}” points to a record that does not exist or that you may not see.",
        ),
        "duplicate": Entry(
            "已有相同{fields}的记录{title}。", "There is already a record with the same {fields_en}{title}."
        ),
        "duplicate_custom": Entry("{zh}{title}", "{en}{title}"),
        "twice_in_batch": Entry("这批数据里第 {row} 条与之重复。", "Row {row} of the same batch has the same values."),
        "attached": Entry("已并入已有记录{title}。", "It was attached to the record that exists{title}."),
        "too_deep": Entry(
            "规则互相触发超过 {limit} 层，已停止且未保存任何内容。请检查规则“{rule}”。",
            "Rules set each other off more than {limit} levels deep; nothing was saved. Look at the rule “{rule}”.",
        ),
        "restricted": Entry(
            "还有 {count} 条“{form}”引用这条记录，不能删除。",
            "{count} records of “{form_en}” refer to this one, so it cannot be deleted.",
        ),
        "too_many_rows": Entry("一次最多处理 {limit} 条。", "At most {limit} records at a time."),
        "bad_where": Entry("筛选条件有误：{sentence_zh}", "The filter is wrong: {sentence_en}"),
        "bad_number": Entry("数值太大或不是数字。", "The number is too large or not a number."),
        "unknown_parameter": Entry("没有名为“{name}”的参数。", "There is no parameter “{name}”."),
        "no_reveal": Entry("您没有权限查看“{label}”的完整内容。", "You may not see “{label_en}” in clear."),
        "unknown_report": Entry("没有这个报表，或者您没有权限。", "There is no such report, or you may not see it."),
        "unknown_dashboard": Entry(
            "没有这个仪表盘，或者您没有权限。", "There is no such dashboard, or you may not see it."
        ),
        "app_exists": Entry("已经有标识为“{key}”的应用。", "There is already an app with the key “{key}”."),
        "changed_meanwhile": Entry(
            "草稿已被别人修改（第 {revision} 版），请先合并或重新载入。",
            "Somebody changed the draft meanwhile (revision {revision}); merge or reload first.",
        ),
        "has_errors": Entry(
            "定义里还有 {count} 处错误，不能发布。", "The definition has {count} errors and cannot be published."
        ),
        "not_your_app": Entry(
            "谁可以使用这个应用，由创建它的人和管理员决定。",
            "Who uses this app is decided by the person who made it and by administrators.",
        ),
        "unknown_role": Entry("应用里没有标识为“{name}”的角色。", "The app has no role with the key “{name}”."),
        "unknown_member": Entry(
            "有人或部门已经不在了，请重新选择。", "Somebody, or a department, is not there any more."
        ),
        "unknown_version": Entry("没有第 {number} 版。", "There is no version {number}."),
    },
)
