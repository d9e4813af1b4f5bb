"""What is said about files and their rows."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry

CATALOGUE = Catalogue(
    "sheet",
    {
        "empty": Entry("文件里没有内容。", "The file is empty."),
        "too_large": Entry("文件超过 {limit} MB，请拆分后再导入。", "The file is larger than {limit} MB; split it."),
        "not_a_sheet": Entry(
            "只能导入 .xlsx 或 .csv 文件；这个文件两者都不是。",
            "Only .xlsx and .csv files can be imported; this is neither.",
        ),
        "old_excel": Entry(
            "这是旧版 .xls 文件，请在 Excel 里另存为 .xlsx。", "This is an old .xls file; save it as .xlsx in Excel."
        ),
        "encrypted": Entry(
            "文件有密码保护，请在 Excel 里去掉密码后再导入。",
            "The file is protected by a password; remove it in Excel first.",
        ),
        "broken": Entry("文件已损坏，无法读取：{reason}。", "The file is damaged and cannot be read: {reason}."),
        "bomb": Entry(
            "文件解压后超过 {limit} MB，拒绝读取。",
            "Unpacked, the file would be larger than {limit} MB; it is refused.",
        ),
        "too_wide": Entry(
            "表格跨越 {rows} 行 × {columns} 列，超出可以导入的范围（{limit} 格）。请删除远处的多余单元格后再试。",
            "The sheet spans {rows} rows × {columns} columns, more than can be imported ({limit} cells). Delete stray "
            "cells far away and try again.",
        ),
        "too_many_rows": Entry(
            "共 {rows} 行，一次最多导入 {limit} 行，请拆分文件。",
            "{rows} rows; at most {limit} at a time. Split the file.",
        ),
        "too_many_columns": Entry("列数超过 {limit}。", "More than {limit} columns."),
        "bad_encoding": Entry(
            "无法识别文件的文字编码，请另存为 UTF-8 或 GB18030。",
            "The text encoding is not known; save it as UTF-8 or GB18030.",
        ),
        "no_such_sheet": Entry("文件里没有名为“{name}”的工作表。", "The file has no sheet called “{name}”."),
        "no_upload": Entry("上传的文件已过期，请重新上传。", "The upload is gone; upload the file again."),
        "unknown_field": Entry("没有可以导入的字段“{name}”。", "There is no field “{name}” to import into."),
        "unknown_column": Entry("文件里没有第 {index} 列。", "The file has no column {index}."),
        "twice": Entry("字段“{label}”对应了两列。", "Two columns are mapped to “{label_en}”."),
        "nothing_mapped": Entry("请至少对应一列。", "Map at least one column."),
        "no_title": Entry("没有名为“{name}”的{label}。", "There is no {label_en} called “{name}”."),
        "two_titles": Entry(
            "有 {count} 条{label}都叫“{name}”，无法确定是哪一条。", "{count} records of {label_en} are called “{name}”."
        ),
        "will_create": Entry("将新建{label}“{name}”。", "A new {label_en} “{name}” will be created."),
        "year_added": Entry(
            "“{text}”没有写年份，按 {year} 年读入，请核对。", "“{text}” has no year; read as of {year}. Please check."
        ),
        "seen_before": Entry("这一行已在 {date} 导入。", "This row was imported on {date}."),
        "undo_changed": Entry(
            "第 {number} 行的记录后来又被修改，没有撤销。",
            "The record of row {number} was changed since; it was left alone.",
        ),
        "undone_before": Entry("这次导入已经撤销过了。", "This import has been undone already."),
        "unknown_import": Entry("没有这次导入。", "There is no such import."),
        "timeout": Entry("读取文件花的时间太长，已停止。", "Reading the file took too long and was stopped."),
    },
)
