"""What the expression language has to say."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity
from engine.kernel.kinds import Kind, ValueType

CATALOGUE = Catalogue(
    "expr",
    {
        # The text
        "empty": Entry("这里要写一个表达式。", "Write an expression here."),
        "too_long": Entry(
            "表达式有 {length} 个字符，最多 {limit} 个。",
            "The expression has {length} characters; at most {limit} are allowed.",
        ),
        "too_many_parts": Entry(
            "表达式太复杂，最多 {limit} 个组成部分；请拆成几个公式字段。",
            "The expression is too complex (at most {limit} parts); split it into several formula fields.",
        ),
        "too_deep": Entry(
            "嵌套太深，最多 {limit} 层；连加请用 SUM(a, b, c)，或拆成几个公式字段。",
            "Nested too deeply (at most {limit} levels); write long sums as SUM(a, b, c) or split the expression.",
        ),
        "syntax": Entry(
            "从这里开始读不懂，请检查括号、逗号和引号。",
            "This cannot be read from here on; check brackets, commas and quotes.",
        ),
        "unclosed": Entry("“{wrote}”没有配对。", "“{wrote}” has no counterpart."),
        "full_width": Entry(
            "“{wrote}”是全角符号，请改成半角的 {write}。", "“{wrote}” is a full-width sign; write {write}."
        ),
        "operator": Entry(
            "没有“{wrote}”这个运算符，请改用 {write}。", "There is no operator “{wrote}”; write {write}."
        ),
        "assignment": Entry(
            "一个等号表示赋值，这里不能用；比较请写 ==。",
            "A single = would assign, which is not possible here; did you mean == ?",
        ),
        "comment": Entry("表达式里不能写注释。", "Comments are not possible in an expression."),
        "escape": Entry(
            "“{wrote}”不是可用的转义；要写反斜杠请写 \\\\。", "“{wrote}” is no escape; write a backslash as \\\\."
        ),
        # Grammar that is left out
        "method_call": Entry(
            "不能在值上调用方法；请写成函数 {write}。", "Values have no methods; write a function: {write}."
        ),
        "call": Entry(
            "只能按名称调用函数，例如 ROUND(amount, 2)。", "Only functions can be called, by name: ROUND(amount, 2)."
        ),
        "attribute": Entry(
            "点号前只能是字段或引用的名称。", "Only the name of a field or reference may stand before the dot."
        ),
        "comprehension": Entry(
            "不能写循环；对明细行请用 SUM、COUNT 等函数。",
            "Loops are not possible; use SUM, COUNT and the like on rows.",
        ),
        "lambda": Entry("不能定义函数。", "Functions cannot be defined here."),
        "power": Entry("没有乘方运算符，请用 POWER(x, n)。", "There is no power operator; use POWER(x, n)."),
        "modulo": Entry(
            "没有 % 运算符：求余请用 MOD(a, b)，百分比请写成小数（5% 写 0.05）。",
            "There is no % operator: use MOD(a, b) for remainders and write 5% as 0.05.",
        ),
        "floor_division": Entry("没有 // 运算符，请用 INT(a / b)。", "There is no // operator; use INT(a / b)."),
        "shift": Entry("没有移位运算符。", "There are no shift operators."),
        "f_string": Entry("不能写 f 字符串，请用 CONCAT(…)。", "Formatted strings are not possible; use CONCAT(…)."),
        "repetition": Entry("文本不能乘。", "Text cannot be multiplied."),
        "subscript": Entry(
            "不能用方括号取值；文本请用 MID、LEFT，明细行请用 SUM、MAX 等函数。",
            "Values have no […]; use MID or LEFT on text, SUM or MAX on rows.",
        ),
        "ternary": Entry("条件取值请写 IF(条件, 是, 否)。", "Write a choice as IF(condition, yes, no)."),
        "is": Entry("没有 is 运算符，请用 == 或 !=，例如 {write}。", "There is no “is”; use == or !=, as in {write}."),
        "keyword_argument": Entry("参数只按顺序给，不写名称。", "Arguments are given by position, without names."),
        "star": Entry("不能用 * 展开参数。", "Arguments cannot be unpacked with *."),
        "list_place": Entry(
            '列表只能写在 in 的右边，例如 grade in ("C", "D")。',
            'A list may only stand right of “in”, as in grade in ("C", "D").',
        ),
        "python_word": Entry("请写 {write}。", "Write {write}."),
        "literal": Entry(
            "不能写这种常量；只有文本、数字、true、false 和 null。",
            "This constant is not possible; there are only text, numbers, true, false and null.",
        ),
        "number_form": Entry("数字请写成 1234.5 的样子。", "Write numbers like 1234.5."),
        "number_long": Entry(
            "数字太长：小数点前最多 30 位，后最多 24 位。",
            "The number is too long: at most 30 digits before the point and 24 after it.",
        ),
        "not_allowed": Entry("表达式里不能这样写。", "This is not possible in an expression."),
        # Names
        "unknown_name": Entry("没有“{name}”这个名称。{guess_zh}", "There is no “{name}” here.{guess_en}"),
        "unknown_function": Entry("没有函数“{name}”。{guess_zh}", "There is no function “{name}”.{guess_en}"),
        "function_without_call": Entry(
            "“{name}”是函数，请写成 {name}(…)。", "“{name}” is a function; write {name}(…)."
        ),
        "no_members": Entry(
            "“{name}”不是引用，后面不能再加点号。", "“{name}” is not a reference; nothing can follow it with a dot."
        ),
        "namespace": Entry(
            "“{name}”本身没有值，请写 {name}.某个名称。", "“{name}” has no value of its own; write {name}.something."
        ),
        "rows_here": Entry(
            "“{name}”是一组行，请用 SUM、COUNT、MAX 等函数汇总。",
            "“{name}” is a list of rows; sum it up with SUM, COUNT, MAX and the like.",
        ),
        "nested_rows": Entry("不能一次穿过两层列表（{name}）。", "A path cannot pass through two lists ({name})."),
        "two_lists": Entry(
            "一次只能汇总一组行，这里混用了 {first} 和 {second}。",
            "Only one list can be summed up at a time; this mixes {first} and {second}.",
        ),
        "nested_aggregate": Entry("汇总函数里面不能再汇总。", "An aggregate cannot stand inside another one."),
        "outside_aggregate": Entry(
            "指标里的字段要放在汇总函数内，例如 SUM({name})。",
            "In a measure a field must stand inside an aggregate, as in SUM({name}).",
        ),
        "not_a_measure": Entry(
            "指标要用汇总函数，例如 SUM(amount) 或 COUNT()。",
            "A measure needs an aggregate, such as SUM(amount) or COUNT().",
        ),
        # Kinds
        "argument_count": Entry(
            "{name} 的参数个数不对，应为 {usage}。", "{name} has the wrong number of arguments; it is written {usage}."
        ),
        "argument_kind": Entry(
            "{name} 的第 {position} 个参数应为{wanted_zh}，这里是{found_zh}。",
            "Argument {position} of {name} must be {wanted_en}; this is {found_en}.",
        ),
        "literal_needed": Entry(
            "{name} 的第 {position} 个参数要直接写出来，不能是计算的结果。",
            "Argument {position} of {name} must be written out, not computed.",
        ),
        "pattern": Entry(
            "日期格式里可用 YYYY、YY、MM、M、DD、D、HH、mm、ss，其余字母不行。",
            "A date pattern may use YYYY, YY, MM, M, DD, D, HH, mm and ss, and no other letters.",
        ),
        "kinds_differ": Entry(
            "{left_zh}不能和{right_zh}放在一起比较或取其一。",
            "{left_en} and {right_en} cannot be compared or stand for one another.",
        ),
        "date_as_text": Entry('日期要写成 DATEVALUE("2026-01-31")。', 'Write the date as DATEVALUE("2026-01-31").'),
        "date_and_datetime": Entry(
            "日期和时间点不能直接比较；请用 DATEVALUE(…) 取时间点的日期。",
            "A date and a point in time cannot be compared; take the day of the latter with DATEVALUE(…).",
        ),
        "bad_date": Entry("没有“{wrote}”这一天，请写成 YYYY-MM-DD。", "There is no day “{wrote}”; write YYYY-MM-DD."),
        "not_boolean": Entry("这里要一个条件，{found_zh}不是条件。", "A condition is needed here; {found_en} is none."),
        "not_number": Entry("这里要数字，不能是{found_zh}。", "A number is needed here, not {found_en}."),
        "text_sum": Entry("文本不能相加，请用 CONCAT(a, b)。", "Text cannot be added; use CONCAT(a, b)."),
        "time_sum": Entry(
            "时间点不能相加减；请用 HOURS(a, b)、DAYS(a, b) 或 ADD_HOURS(a, n)。",
            "Points in time cannot be added or subtracted; use HOURS(a, b), DAYS(a, b) or ADD_HOURS(a, n).",
        ),
        "not_ordered": Entry(
            "{found_zh}不能比大小，只能用 == 和 !=。", "{found_en} has no order; only == and != apply."
        ),
        "list_here": Entry(
            "“{name}”是多个值，请用 in、HASANY 或 COUNT。", "“{name}” holds several values; use in, HASANY or COUNT."
        ),
        "in_needs_list": Entry(
            'in 的右边要写列表，例如 ("a", "b")；判断文本包含请用 CONTAINS(文本, 片段)。',
            'Right of “in” stands a list such as ("a", "b"); to look inside text use CONTAINS(text, part).',
        ),
        "empty_list": Entry("列表里至少要有一个值。", "The list needs at least one value."),
        "unknown_choice": Entry("“{name}”不在选项里。{guess_zh}", "“{name}” is not one of the choices.{guess_en}"),
        "result_kind": Entry(
            "结果应为{wanted_zh}，这里得到{found_zh}。", "The result must be {wanted_en}; this yields {found_en}."
        ),
        "no_sql": Entry(
            "{name} 不能在数据库里计算，所以不能用在查询、筛选和读取时计算的字段里。",
            "{name} cannot run in the database, so it cannot be used in queries, filters and fields computed on reading.",
        ),
        "optional_number": Entry(
            "“{name}”为空时结果也为空；要当作 0 请写 N({name})。",
            "When “{name}” is blank the result is blank; write N({name}) to count it as 0.",
            Severity.HINT,
        ),
        # Decision cells
        "cell": Entry(
            '单元格请写成 > 30、18..60、"a", "b"、not "d" 或 -。',
            'Write a cell like > 30, 18..60, "a", "b", not "d" or -.',
        ),
    },
)

KIND_WORDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("文本", "text"),
    Kind.NUMBER: ("数字", "a number"),
    Kind.BOOLEAN: ("条件（真假）", "a condition (true or false)"),
    Kind.DATE: ("日期", "a date"),
    Kind.DATETIME: ("时间点", "a point in time"),
    Kind.REFERENCE: ("引用", "a reference"),
    Kind.JSON: ("结构化数据", "structured data"),
}


def kind_words(type: ValueType | None) -> tuple[str, str]:
    """ValueType(NUMBER, many) → ("多个数字", "a list of numbers" in plain words)."""
    if type is None:
        return "空值", "null"
    zh, en = KIND_WORDS[type.kind]
    return (f"多个{zh}", f"a list ({en} each)") if type.many else (zh, en)
