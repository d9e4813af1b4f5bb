"""What the rules floor says: mistakes in rules and decisions, and what a rule refuses."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity

CATALOGUE = Catalogue(
    "rules",
    {
        # -- definitions: names ----------------------------------------------------------------------------------
        "reserved_key": Entry("“{name}”是保留名，请换一个标识。", "“{name}” is a reserved name; choose another key."),
        "same_key": Entry("“{name}”出现了两次，标识必须唯一。", "“{name}” is used twice; keys must be unique."),
        "name_taken": Entry(
            "“{name}”在这里已有别的含义，请换一个名字。",
            "“{name}” already means something else here; choose another name.",
        ),
        "unknown_form": Entry("没有标识为“{name}”的表单。", "There is no form with the key “{name}”."),
        "unknown_field": Entry("“{form}”没有字段“{name}”。", "“{form_en}” has no field “{name}”."),
        "unknown_role": Entry("没有标识为“{name}”的角色。", "There is no role with the key “{name}”."),
        "unknown_flow": Entry("没有标识为“{name}”的流程。", "There is no flow with the key “{name}”."),
        "unknown_decision": Entry(
            "没有标识为“{name}”的决策表或评分卡。", "There is no decision with the key “{name}”."
        ),
        "unknown_path": Entry(
            "“{name}”不是这里的字段，也不是关联路径。", "“{name}” is neither a field here nor a path over references."
        ),
        "unknown_choice": Entry(
            "“{name}”没有选项“{value}”，只有：{choices}。", "“{name}” has no choice “{value}”; there are: {choices}."
        ),
        # -- definitions: triggers and actions -------------------------------------------------------------------
        "became_elsewhere": Entry(
            "“became”只能比较本记录自己的字段，不能用关联、列表或 old。",
            "“became” may compare only the record's own fields: no references, lists or old.",
        ),
        "not_a_date": Entry("“{name}”不是本表单的日期字段。", "“{name}” is not a date field of this form."),
        "bad_cron": Entry(
            "“{text}”不是五段式的定时表达式，例如 0 2 1 * *。",
            "“{text}” is not a cron line of five parts, e.g. 0 2 1 * *.",
        ),
        "only_before": Entry("“{verb}”只能用在保存前的规则里。", "“{verb}” belongs into rules that run before a save."),
        "only_after": Entry(
            "“{verb}”不能用在保存前的规则里。", "“{verb}” cannot be used in rules that run before a save."
        ),
        "not_in_each": Entry("循环里不能使用“{verb}”。", "“{verb}” cannot be used inside “each”."),
        "not_settable": Entry("字段“{name}”不能由规则或流程赋值。", "Rules and flows cannot set the field “{name}”."),
        "not_a_person": Entry("“{name}”指向的不是人员。", "“{name}” does not lead to a person."),
        "not_a_record": Entry("“{name}”指向的不是合适的记录。", "“{name}” does not lead to records that fit here."),
        "create_misses": Entry(
            "新建的记录没有填必填字段“{name}”。",
            "The new record leaves the required field “{name}” blank.",
            Severity.WARNING,
        ),
        "record_or_records": Entry(
            "请只写 record（一条引用）或 records（一个列表）之一。",
            "Write either record (a reference) or records (a list).",
        ),
        "rows_or_form": Entry(
            "请只写 rows（本记录的列表）或 form（一个表单）之一。", "Write either rows (a list of this record) or form."
        ),
        "where_needs_records": Entry("“where”只用来筛选 records 列表。", "“where” filters a list of records only."),
        "flow_of_other_form": Entry(
            "流程“{name}”属于表单“{form}”，不能在这条记录上发起。",
            "The flow “{name}” belongs to the form “{form}” and cannot start on this record.",
        ),
        # -- definitions: texts ----------------------------------------------------------------------------------
        "text_syntax": Entry("文字模板的花括号不配对：{text}", "The braces of this text do not match up: {text}"),
        "text_forbidden": Entry(
            "文字模板里不能使用“{word}”；可用：字段、过滤器 text、label、money、date、upper、lower、default，以及 if。",
            "“{word}” is not allowed in a text; there are: fields, the filters text, label, money, date, upper, lower, default, and if.",
        ),
        "text_unknown": Entry(
            "文字模板引用的“{name}”不存在，或不能直接显示。",
            "The text refers to “{name}”, which does not exist or cannot be shown.",
        ),
        # -- definitions: decisions ------------------------------------------------------------------------------
        "missing_input": Entry(
            "决策“{decision}”需要输入“{name}”。", "The decision “{decision}” needs the input “{name}”."
        ),
        "unknown_input": Entry(
            "决策“{decision}”没有输入“{name}”。", "The decision “{decision}” has no input “{name}”."
        ),
        "row_length": Entry("这一行应有 {wanted} 格，实际 {got} 格。", "This row needs {wanted} cells but has {got}."),
        "bad_answer": Entry(
            "“{value}”不是“{name}”（{kind}）的合法取值。", "“{value}” is not a value of “{name}” ({kind})."
        ),
        "bad_number": Entry("“{value}”不是数字。", "“{value}” is not a number."),
        "bad_gather": Entry(
            "“{name}”（{kind}）不能用“{gather}”合并。", "“{name}” ({kind}) cannot be gathered by “{gather}”."
        ),
        "output_taken": Entry(
            "输出不能叫“{name}”：每个决策都自带这个结果。",
            "An output cannot be called “{name}”: every decision answers that by itself.",
        ),
        "dead_row": Entry(
            "第 {row} 行永远不会命中：前面的行已经覆盖了它。",
            "Row {row} can never match: the rows above cover it.",
            Severity.WARNING,
        ),
        "empty_row": Entry("第 {row} 行没有任何值能满足。", "No value can satisfy row {row}.", Severity.WARNING),
        "gap": Entry(
            "没有一行适用于：{example}。请补一行，或加一行全为“-”的兜底。",
            "No row applies to: {example_en}. Add one, or a last row of “-” only.",
            Severity.WARNING,
        ),
        "overlap": Entry(
            "第 {first} 行和第 {second} 行会同时命中，而本表要求唯一。",
            "Rows {first} and {second} can match together, but this table wants exactly one.",
            Severity.WARNING,
        ),
        "bins_order": Entry("分箱的上限必须从小到大。", "The bounds of the bins must grow."),
        "bin_unreachable": Entry("“其他”之后的分箱永远用不到。", "Bins after “otherwise” are never used."),
        "bin_gap": Entry(
            "“{name}”没有“其他”分箱，落在箱外的值按缺失计分。",
            "“{name}” has no “otherwise” bin; values outside all bins score as missing.",
            Severity.WARNING,
        ),
        "bin_kind": Entry(
            "“{name}”的分箱与它的取值类型不符。", "The bins of “{name}” do not fit the kind of its value."
        ),
        "weights_mixed": Entry("要么所有项目都写权重，要么都不写。", "Give either all items a weight, or none."),
        "weight_zero": Entry(
            "权重不能为负，合计必须大于 0。", "Weights cannot be negative, and their sum must be above 0."
        ),
        "grades_order": Entry("等级的下限重复。", "Two grades start at the same bound."),
        "unknown_grade": Entry("没有等级“{name}”。", "There is no grade “{name}”."),
        # -- requests --------------------------------------------------------------------------------------------
        "refused": Entry("{zh}", "{en}"),
        "not_unique": Entry(
            "决策表“{label}”的第 {rows} 行同时命中，无法得出唯一结论，请联系管理员。",
            "Rows {rows} of “{label_en}” match together, so there is no single answer; please tell your administrator.",
        ),
        "not_agreed": Entry(
            "决策表“{label}”的第 {rows} 行同时命中但结论不同，请联系管理员。",
            "Rows {rows} of “{label_en}” match together but disagree; please tell your administrator.",
        ),
    },
)
