"""Everything the fields floor says to people."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity

CATALOGUE = Catalogue(
    "field",
    {
        # -- definitions --------------------------------------------------------------------------------------------
        "not_keyed": Entry("这种字段不能设为唯一或加索引。", "A field of this type cannot be unique or indexed."),
        "min_above_max": Entry("最小值大于最大值。", "The minimum is above the maximum."),
        "bound_digits": Entry(
            "最小值和最大值的小数位数不能多于字段本身。", "A bound has more digits than the field holds."
        ),
        "same_choice": Entry("选项“{name}”出现了两次。", "The choice “{name}” is there twice."),
        "same_spelling": Entry("“{name}”同时指两个选项。", "“{name}” stands for two choices."),
        "bad_pattern": Entry(
            "格式（pattern）不是可用的正则表达式：{reason}", "The pattern is not a usable regular expression: {reason}"
        ),
        "index_too_long": Entry(
            "唯一或加索引的文本最长 {most} 个字，请调小 max_length。",
            "Unique or indexed text holds at most {most} characters; lower max_length.",
        ),
        "not_in_subform": Entry("子表里不能放“{name}”字段。", "A field of type “{name}” cannot stand in a subform."),
        "lookup_source": Entry("请写 path，或同时写 from 和 field。", "Write either path, or both from and field."),
        "rollup_field": Entry(
            "除计数外，汇总要写明对哪个字段（field）。", "All but count need the field to aggregate."
        ),
        "number_slot": Entry(
            "编号格式里要有且只有一段流水号，例如 {{0001}}。",
            "The pattern needs exactly one running number, e.g. {{0001}}.",
        ),
        "number_part": Entry(
            "编号格式里的“{{{name}}}”不认识；可用 YYYY、YY、MM、DD 和流水号。",
            "“{{{name}}}” in the pattern is unknown; use YYYY, YY, MM, DD and a running number.",
        ),
        "number_repeats": Entry(
            "按{period}重新编号时，格式里要带上对应的年月日，否则会重号。",
            "A number that starts anew every {period} must show that date, or numbers repeat.",
        ),
        # -- wire values --------------------------------------------------------------------------------------------
        "required": Entry("必填。", "This is required."),
        "computed": Entry("这是系统计算的，不能填写。", "This is computed and cannot be set."),
        "not_text": Entry("应为文本。", "This must be text."),
        "too_long": Entry("最多 {most} 个字。", "At most {most} characters."),
        "too_short": Entry("至少 {least} 个字。", "At least {least} characters."),
        "control_character": Entry(
            "含有不可见的控制字符，请删除后再保存。", "There is an invisible control character; remove it."
        ),
        "line_break": Entry("只能写一行，不能换行。", "This is a single line; line breaks are not allowed."),
        "bad_format": Entry("格式不对。", "This is not in the expected format."),
        "not_integer": Entry("应为整数。", "This must be a whole number."),
        "integer_range": Entry("整数太大，最多到 ±9007199254740991。", "The number is beyond ±9007199254740991."),
        "not_exact": Entry(
            '应为用引号括起来的数字，例如 "12.50"，这样才不会丢失精度。',
            'Send the number as text, e.g. "12.50", so that no digit is lost.',
        ),
        "not_number": Entry("应为数字，例如 1234.50。", "This must be a number, e.g. 1234.50."),
        "too_many_digits": Entry("小数最多 {digits} 位。", "At most {digits} digits after the point."),
        "whole_only": Entry("不能有小数。", "No digits after the point."),
        "too_large": Entry(
            "数字太大，整数部分最多 {digits} 位。", "The number is too large: at most {digits} digits before the point."
        ),
        "below_min": Entry("不能小于 {bound}。", "At least {bound}."),
        "above_max": Entry("不能大于 {bound}。", "At most {bound}."),
        "not_boolean": Entry("应为 true 或 false。", "This must be true or false."),
        "not_date": Entry("应为日期，例如 2026-11-21。", "This must be a date, e.g. 2026-11-21."),
        "no_such_day": Entry("没有这一天。", "There is no such day."),
        "year_range": Entry("年份应在 1000 到 9999 之间。", "The year must be between 1000 and 9999."),
        "not_datetime": Entry(
            "应为带时区的时间，例如 2026-11-21T01:00:00Z。",
            "This must be a time with its zone, e.g. 2026-11-21T01:00:00Z.",
        ),
        "no_such_time": Entry("没有这个时间。", "There is no such time."),
        "unknown_choice": Entry("没有“{name}”这个选项。", "There is no choice “{name}”."),
        "not_list": Entry("应为列表。", "This must be a list."),
        "too_many_items": Entry("最多 {most} 项。", "At most {most} items."),
        "repeated": Entry("“{name}”重复了。", "“{name}” is there twice."),
        "not_id": Entry("应为记录的编号（36 位）。", "This must be the id of a record (36 characters)."),
        "not_row": Entry("应为一行数据（对象）。", "This must be a row (an object)."),
        "unknown_column": Entry("子表里没有“{name}”这一列。", "The subform has no column “{name}”."),
        "bad_email": Entry(
            "邮箱格式不对，例如 name@example.com。", "This is not an e-mail address like name@example.com."
        ),
        "bad_phone": Entry("不是有效的手机号或固定电话。", "This is not a valid mobile or landline number."),
        "bad_mobile": Entry("不是有效的手机号。", "This is not a valid mobile number."),
        "phone_digits": Entry(
            "手机号应为 11 位，这里是 {count} 位。", "A mobile number has 11 digits, this one {count}."
        ),
        "id_card_length": Entry(
            "身份证号应为 18 位，这里是 {count} 位。", "An id number has 18 characters, this one {count}."
        ),
        "id_card_old": Entry(
            "15 位旧身份证号已停用，请填 18 位号码。", "15-digit id numbers are no longer valid; enter the one with 18."
        ),
        "id_card_form": Entry(
            "身份证号应为 17 位数字加 1 位校验码（数字或 X）。",
            "An id number is 17 digits and a check character (a digit or X).",
        ),
        "id_card_birth": Entry("身份证号里的出生日期不存在。", "The birth date in the id number does not exist."),
        "id_card_check": Entry(
            "身份证号校验码不对：末位应为 {expected}，这里是 {found}，请核对号码。",
            "The check character of the id number should be {expected}, not {found}; compare it with the card.",
        ),
        "not_file": Entry("应为已上传的文件。", "This must be an uploaded file."),
        "file_too_large": Entry("单个文件最大 {most} MB。", "A file may have at most {most} MB."),
        "file_type": Entry(
            "不接受这种文件，可用：{accepted}。", "Files of this type are not accepted; use {accepted}."
        ),
        # -- spreadsheet cells --------------------------------------------------------------------------------------
        "cell_error": Entry("单元格是表格软件的错误值。", "The cell holds a spreadsheet error."),
        "cell_range": Entry(
            "写的是一个范围，不能确定是哪个数，请填一个确定的数。", "This is a range; enter one number."
        ),
        "cell_approximate": Entry("写的是大概的数，请填一个确定的数。", "This is an approximation; enter one number."),
        "cell_undecided": Entry("还没有确定的值，请填写或留空。", "This is undecided; fill it in or leave it empty."),
        "cell_is_date": Entry(
            "这一格是日期，不是数字，可能被表格软件改过。",
            "The cell is a date, not a number; the spreadsheet may have changed it.",
        ),
        "cell_grouping": Entry("千位分隔的位置不对，不能确定是哪个数。", "The thousands separators are out of place."),
        "cell_unit": Entry(
            "“{name}”后面少了单位，不能确定是多少。", "“{name}” lacks a unit; its amount is not certain."
        ),
        "cell_currency": Entry("币种不对，这里应为 {currency}。", "This is another currency; expected {currency}."),
        "cell_scientific": Entry(
            "表格软件把它存成了科学计数法，位数已经丢失，请把这一列设为文本后重填。",
            "The spreadsheet turned it into scientific notation and digits are lost; format the column as text.",
        ),
        "cell_percent": Entry(
            "不能确定是百分之几还是倍数，请写成 {name}% 这样。", "Percent or multiple? Write it as {name}%."
        ),
        "cell_no_year": Entry("“{written}”没有写年份。", "“{written}” has no year."),
        "assumed_year": Entry(
            "“{written}”没有写年份，按 {assumed} 读入，请核对。",
            "“{written}” has no year and was read as {assumed}; please check.",
            Severity.WARNING,
        ),
        "cell_short_year": Entry("年份只有两位，请写四位年份。", "The year has two digits; write four."),
        "cell_day_month": Entry(
            "分不清哪个是月、哪个是日，请写成 2026-05-11 这样。", "Day and month are not certain; write 2026-05-11."
        ),
        "cell_no_day": Entry("只有年月，缺少日。", "The day is missing."),
        "cell_boolean": Entry("应为 是 或 否。", "This must be yes or no."),
        "cell_file": Entry("附件不能从表格导入。", "Files cannot be imported from a sheet."),
        "cell_rows": Entry("子表不能从单元格导入。", "Rows cannot be imported from a cell."),
    },
)
