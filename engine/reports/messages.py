"""Everything the reports floor says to people."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity

CATALOGUE = Catalogue(
    "report",
    {
        # -- definitions --------------------------------------------------------------------------------------------
        "same_key": Entry("“{name}”重复了。", "“{name}” is there twice."),
        "unknown_form": Entry("没有表单“{name}”。", "There is no form “{name}”."),
        "unknown_metric": Entry("没有指标“{name}”。", "There is no metric “{name}”."),
        "unknown_report": Entry("没有报表“{name}”。", "There is no report “{name}”."),
        "no_form": Entry("报表没有说明统计哪个表单：请写 form，或用一个指标。", "The report does not say which form it counts: write form, or use a metric."),
        "other_form": Entry("指标“{name}”统计的是表单“{form}”，不能和这个报表放在一起。", "The metric “{name}” counts the form “{form}” and cannot stand in this report."),
        "no_measure": Entry("报表里至少要有一个指标或度量。", "A report needs at least one metric or measure."),
        "not_a_date": Entry("“{name}”不是日期。", "“{name}” is not a date."),
        "many_values": Entry("“{name}”有多个值，不能用来分组。", "“{name}” holds several values and cannot be grouped by."),
        "not_groupable": Entry("不能按“{name}”分组。", "“{name}” cannot be grouped by."),
        "bucket_needs_date": Entry("只有日期才能按日、周、月、季、年分组。", "Only dates go into days, weeks, months, quarters or years."),
        "bins_need_numbers": Entry("只有数字才能分段。", "Only numbers go into bins."),
        "bins_not_rising": Entry("分段的界限要从小到大。", "The bounds of bins must rise."),
        "bin_names": Entry("{bounds} 个界限分成 {count} 段，names 要写 {count} 个名称。", "{bounds} bounds make {count} bins; give {count} names."),
        "unknown_sort": Entry("不能按“{name}”排序：请写度量的 key，或维度的序号（从 1 开始）。", "Cannot sort by “{name}”: use the key of a measure or the number of a dimension, from 1."),
        "chart_misfit": Entry("“{chart}”图需要{needs_zh}。", "A {chart} chart needs {needs_en}."),
        "records_last": Entry("“records”只能放在下钻的最后。", "“records” can only end a drill."),
        "filter_bears_on_nothing": Entry("看板上没有一块用得上筛选“{name}”。", "No tile of the dashboard has “{name}” to filter by.", Severity.WARNING),
        "bad_default": Entry("筛选“{name}”的默认值不可用。", "The default of the filter “{name}” cannot be used."),
        "compare_needs_date": Entry("指标“{name}”没有日期，不能与上期比较。", "The metric “{name}” has no date to compare periods by."),
        "compare_needs_metric": Entry("只有指标可以与上期比较。", "Only a metric can be compared with another period."),
        "tile_too_wide": Entry("看板有 12 列，这一块超出了右边。", "A dashboard has twelve columns; this tile sticks out on the right."),
        "tiles_overlap": Entry("这一块与第 {other} 块重叠。", "This tile lies over tile {other}."),
        # -- requests -----------------------------------------------------------------------------------------------
        "not_available": Entry("你没有查看这张报表所需的权限。", "You may not see what this report is made of."),
        "bad_filter": Entry("筛选“{name}”的值不可用。", "The value of the filter “{name}” cannot be used."),
        "unknown_filter": Entry("这张报表不能按“{name}”筛选。", "This report cannot be filtered by “{name}”."),
        "bad_drill": Entry("不能这样下钻。", "The report cannot be opened that way."),
        "no_compare": Entry("这个指标没有日期，不能与上期比较。", "This metric has no date to compare periods by."),
    },
)  # fmt: skip
