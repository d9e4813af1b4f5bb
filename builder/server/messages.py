"""What the HTTP edge says when it refuses a request."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry

CATALOGUE = Catalogue(
    "server",
    {
        "not_found": Entry("没有这个地址：{path}", "There is nothing at {path}."),
        "method": Entry("{path} 不支持 {method} 请求", "{path} does not answer to {method}."),
        "not_json": Entry(
            "请求内容不是有效的 JSON（第 {line} 行第 {column} 列附近）",
            "The request is not valid JSON (near line {line}, column {column}).",
        ),
        "not_utf8": Entry("请求内容不是 UTF-8 编码的文本", "The request is not text in UTF-8."),
        "not_json_type": Entry(
            "请求的 Content-Type 必须是 application/json", "The Content-Type of the request must be application/json."
        ),
        "not_form_type": Entry(
            "请求的 Content-Type 必须是 multipart/form-data",
            "The Content-Type of the request must be multipart/form-data.",
        ),
        "no_body": Entry("请求没有内容", "The request is empty."),
        "too_deep": Entry("JSON 嵌套超过 {limit} 层", "The JSON is nested more than {limit} levels deep."),
        "too_large": Entry("请求超过 {limit} 的上限", "The request is larger than the limit of {limit}."),
        "not_finite": Entry("JSON 里不能有 {value}", "JSON has no {value}."),
        "number_too_long": Entry("JSON 里有过长的数字", "The JSON holds a number with too many digits."),
        "twice": Entry("“{key}” 在同一个对象里出现了两次", '"{key}" stands twice in one object.'),
        "bad_letter": Entry(
            "文本里有不能保存的字符（空字符或不完整的 Unicode 代理对）",
            "The text holds a character that cannot be stored (NUL or half a surrogate pair).",
        ),
        "bad_value": Entry("“{place}” 的值不对：{reason}", 'The value of "{place}" is not right: {reason_en}'),
        "missing": Entry("缺少 “{place}”", '"{place}" is missing.'),
        "unknown": Entry("没有名为 “{place}” 的参数", 'There is no parameter called "{place}".'),
        "sign_in": Entry("请先登录", "Please sign in first."),
        "session_over": Entry("登录已过期，请重新登录", "Your session has ended. Please sign in again."),
        "wrong_password": Entry("账号或密码不正确", "The account or the password is not right."),
        "locked": Entry(
            "失败次数过多，请在 {minutes} 分钟后再试", "Too many failures. Please try again in {minutes} minutes."
        ),
        "csrf": Entry(
            "请求缺少有效的 X-CSRF-Token，请刷新页面后再试",
            "The request carries no valid X-CSRF-Token. Please reload the page and try again.",
        ),
        "cross_site": Entry("不接受来自其他网站的请求", "Requests from other sites are not accepted."),
        "builders_only": Entry("只有应用设计人员可以这样做", "Only people who build apps may do this."),
        "admins_only": Entry("只有管理员可以这样做", "Only administrators may do this."),
        "bad_idempotency_key": Entry(
            "Idempotency-Key 须为 1 到 120 个可见字符", "An Idempotency-Key has 1 to 120 visible characters."
        ),
        "idempotency_reused": Entry(
            "这个 Idempotency-Key 已经用于另一个请求", "This Idempotency-Key was used for another request."
        ),
        "collided": Entry(
            "刚才有别的请求改动了同样的数据，请再试一次",
            "Another request has just changed the same data. Please try again.",
        ),
        "busy": Entry("服务器正忙，请稍后再试", "The server is busy. Please try again in a moment."),
        "no_if_match": Entry(
            "修改时请带上看到的版本号（If-Match）", "Send the version that was seen (If-Match) with a change."
        ),
        "bad_if_match": Entry(
            "If-Match 里的版本号不对，请刷新后再试", "If-Match holds no version of this record; reload it."
        ),
        "id_given": Entry(
            "新增时不能自带 id 或版本号，由系统给出", "A new record is given its id and version; send neither."
        ),
        "no_import": Entry("您没有权限往这个表单导入", "You may not import into this form."),
        "no_sheet": Entry("文件里没有名为“{name}”的工作表", "The file has no sheet called “{name}”."),
        "draft_moved_on": Entry(
            "草稿已更新到第 {revision} 版，请重新载入后再发布",
            "The draft is at revision {revision} now; reload it and publish then.",
        ),
        "not_one_of": Entry("只能是以下之一：{allowed}", "This must be one of: {allowed}."),
        "no_template": Entry("没有名为“{name}”的模板", "There is no template “{name}”."),
        "no_file": Entry("没有这个文件，或者您没有权限", "There is no such file, or you may not read it."),
        "newer_database": Entry(
            "数据库来自更新版本的 Dougong（{revision}），请先升级程序",
            "The database belongs to a newer Dougong ({revision}); upgrade the program first.",
        ),
        "broken": Entry(
            "服务器内部出错，编号 {incident}；请把编号告诉管理员",
            "Something went wrong in the server, number {incident}. Please tell your administrator that number.",
        ),
    },
)
