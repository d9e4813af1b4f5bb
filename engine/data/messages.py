"""What the data floor says: mistakes in roles, and requests that cannot be met."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry

CATALOGUE = Catalogue(
    "data",
    {
        # -- definitions ---------------------------------------------------------------------------------------
        "unknown_form": Entry("没有「{name}」这个表单。", "There is no form “{name}”."),
        "unknown_flow": Entry("没有「{name}」这个流程。", "There is no flow “{name}”."),
        "unknown_dashboard": Entry("没有「{name}」这个仪表盘。", "There is no dashboard “{name}”."),
        "unknown_field": Entry("「{form}」里没有「{name}」这个字段。", "“{form}” has no field “{name}”."),
        # -- requests ------------------------------------------------------------------------------------------
        "not_sortable": Entry("不能按「{name}」排序。", "“{name}” cannot be sorted by."),
        "bad_cursor": Entry(
            "翻页位置已失效，请从第一页重新开始。", "This page marker does not fit; start from the first page."
        ),
        "stale": Entry(
            "这条记录刚被别人改过，请刷新后再改。", "Somebody changed this record meanwhile; reload it and try again."
        ),
        "not_unique": Entry(
            "「{label}」不能重复：已有相同的值。", "“{label_en}” must be unique: the value exists already."
        ),
        "not_unique_in_batch": Entry(
            "「{label}」不能重复：与第 {other} 行相同。", "“{label_en}” must be unique: row {other} has the same value."
        ),
        "no_such_reference": Entry(
            "「{label}」指向的记录不存在。", "“{label_en}” points to a record that does not exist."
        ),
        # -- publishing ----------------------------------------------------------------------------------------
        "no_conversion": Entry(
            "「{form}」的字段「{field}」不能从「{old}」改成「{new}」：已有的值无法转换。请新建一个字段。",
            "“{field_en}” of “{form_en}” cannot change from {old_en} to {new_en}: the values would not convert. Add a new field instead.",
        ),
        "not_unique_yet": Entry(
            "「{form}」的「{fields}」不能设为唯一：已有 {count} 个重复的值。",
            "“{fields_en}” of “{form_en}” cannot be made unique: {count} value(s) occur more than once.",
        ),
        "op_create_form": Entry("新建表单「{form}」。", "Create the form “{form_en}”."),
        "op_restore_form": Entry("恢复表单「{form}」和它的数据。", "Bring back the form “{form_en}” and its data."),
        "op_drop_form": Entry(
            "移除表单「{form}」（数据保留 30 天，可恢复）。",
            "Take away the form “{form_en}” (its data is kept for 30 days).",
        ),
        "op_rename_form": Entry(
            "表单「{form}」的标识由 {old} 改为 {new}，数据不变。",
            "Rename the key of “{form_en}” from {old} to {new}; its data stays.",
        ),
        "op_add_field": Entry("在「{form}」中新增字段「{field}」。", "Add the field “{field_en}” to “{form_en}”."),
        "op_restore_field": Entry(
            "恢复「{form}」的字段「{field}」和它的值。",
            "Bring back the field “{field_en}” of “{form_en}” and its values.",
        ),
        "op_drop_field": Entry(
            "移除「{form}」的字段「{field}」（值保留 30 天，可恢复）。",
            "Take away the field “{field_en}” of “{form_en}” (its values are kept for 30 days).",
        ),
        "op_rename_field": Entry(
            "「{form}」的字段「{field}」的标识由 {old} 改为 {new}，值不变。",
            "Rename the key of “{field_en}” of “{form_en}” from {old} to {new}; its values stay.",
        ),
        "op_convert_field": Entry(
            "把「{form}」的字段「{field}」从「{old}」转换为「{new}」。",
            "Convert “{field_en}” of “{form_en}” from {old_en} to {new_en}.",
        ),
        "op_recompute": Entry("重新计算「{form}」的「{field}」。", "Compute “{field_en}” of “{form_en}” anew."),
        "op_require_field": Entry(
            "「{form}」的字段「{field}」改为必填；已有的空值在下次修改时才需要填写。",
            "Require “{field_en}” of “{form_en}”; records that lack it are asked when they are next changed.",
        ),
        "op_remove_choices": Entry(
            "从「{form}」的字段「{field}」中去掉选项 {keys}；已有的值仍保留。",
            "Remove the choices {keys} from “{field_en}” of “{form_en}”; records that hold them keep them.",
        ),
        "op_add_index": Entry("为「{form}」的 {fields} 建立索引。", "Index {fields} of “{form_en}”."),
        "op_add_index_for": Entry(
            "为{serves}建立「{form}」的索引：{fields}。", "Index {fields_en} of “{form_en}” for {serves_en}."
        ),
        "op_add_unique": Entry(
            "「{form}」的 {fields} 从此不能重复。", "{fields} of “{form_en}” must be unique from now on."
        ),
        "op_drop_index": Entry("去掉「{form}」的 {fields} 上的索引。", "Drop the index on {fields} of “{form_en}”."),
        "op_drop_stray": Entry(
            "去掉「{form}」上旧版程序留下、现已无用的索引。",
            "Drop the indexes of “{form_en}” that an earlier version of the program left behind.",
        ),
        "op_drop_index_for": Entry(
            "去掉「{form}」的索引（{fields}）：{serves}不再需要它。",
            "Drop the index on {fields_en} of “{form_en}”: {serves_en} no longer need it.",
        ),
    },
)
