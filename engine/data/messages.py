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
        "not_found": Entry("没有这条记录，或者您无权查看。", "There is no such record, or you may not see it."),
        "forbidden": Entry("您没有这项权限：{action}「{form}」。", "You may not {action_en} “{form_en}”."),
        "not_sortable": Entry("不能按「{name}」排序。", "“{name}” cannot be sorted by."),
        "bad_where": Entry("筛选条件有误：{detail}", "The filter is wrong: {detail}"),
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
        "still_referred_to": Entry(
            "还有 {count} 条「{form}」引用这条记录，不能删除。",
            "{count} record(s) of “{form_en}” still refer to this one; it cannot be deleted.",
        ),
    },
)
