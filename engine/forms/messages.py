"""What the forms floor has to say."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity

CATALOGUE = Catalogue(
    "form",
    {
        "reserved_key": Entry("“{name}”是保留名，请换一个标识。", "“{name}” is a reserved name; choose another key."),
        "same_key": Entry("“{name}”出现了两次，标识必须唯一。", "“{name}” is used twice; keys must be unique."),
        "same_uid": Entry(
            "内部编号 {name} 出现了两次，请让设计器重新生成。",
            "The uid {name} is used twice; let the designer make a new one.",
        ),
        "unknown_form": Entry("没有标识为“{name}”的表单。", "There is no form with the key “{name}”."),
        "unknown_field": Entry("表单“{form}”没有字段“{name}”。", "The form “{form}” has no field “{name}”."),
        "unknown_role": Entry("没有标识为“{name}”的角色。", "There is no role with the key “{name}”."),
        "not_a_link": Entry(
            "“{form}.{name}”不是指向本表单的引用字段，无法汇总。",
            "“{form}.{name}” is not a reference to this form, so it cannot be rolled up.",
        ),
        "bad_title": Entry(
            "标题字段“{name}”不能是子表、附件或多选引用。",
            "The title field “{name}” may not be a subform, an attachment or a list of references.",
        ),
        "bad_default": Entry("默认值不合格：{sentence_zh}", "The default is not acceptable: {sentence_en}"),
        "cycle": Entry(
            "公式循环引用：{circle}。请去掉其中一环。",
            "These formulas refer to each other in a circle: {circle}. Break one link.",
        ),
        "placed_twice": Entry("字段“{name}”在布局里放了两次。", "The field “{name}” is placed twice in the layout."),
        "not_sortable": Entry("字段“{name}”不能用来排序。", "The field “{name}” cannot be sorted by."),
        "bad_match": Entry(
            "查重不能使用字段“{name}”：它没有自己的存储值。",
            "Duplicates cannot be matched on “{name}”: it has no stored value of its own.",
        ),
        "inverse_taken": Entry(
            "“{form}”里已经有名为“{name}”的字段或关联列表。",
            "“{form}” already has a field or related list called “{name}”.",
        ),
        "required_later": Entry(
            "“{name}”必填，但没有任何角色可以填写它。",
            "“{name}” is required, but no role may write it.",
            Severity.WARNING,
        ),
        "masked_in_rows": Entry(
            "子表里的“{label}”不能单独遮盖：请取消遮盖，或按角色隐藏整个子表。",
            "“{label_en}” cannot be masked by itself inside a subform: unmask it, or hide the whole subform from a role.",
        ),
        "required": Entry("请填写“{label}”。", "Please fill in “{label_en}”."),
        "check_failed": Entry("{zh}", "{en}"),
        "readonly": Entry("“{label}”在当前状态下不能修改。", "“{label_en}” cannot be changed in this state."),
    },
)
