"""The definition of the app that the server's tests install: every right, most field types, a flow, some reports."""

from __future__ import annotations

from engine.kernel.json import Json, JsonObject

EVERYTHING: JsonObject = {
    "read": "all",
    "create": True,
    "edit": "all",
    "delete": "all",
    "import": True,
    "export": True,
    "fields": {"owner_id": "write"},
}
STATES = ("draft", "review", "approved", "refused")


def _choices(*keys: str) -> list[Json]:
    return [{"key": key, "label": f"〈{key}〉"} for key in keys]


def _field(key: str, type_: str, label: str, **more: Json) -> JsonObject:
    return {"key": key, "type": type_, "label": label, **more}


CLIENT: JsonObject = {
    "key": "client",
    "label": "客户",
    "title": "name",
    "fields": [
        _field("name", "text", "名称", required=True, unique=True, max_length=80),
        _field("level", "select", "等级", choices=_choices("a", "b", "c")),
        _field("phone", "phone", "电话", masked=True),
        _field("secret", "text", "底牌"),
        _field("rating", "integer", "评分"),
        _field("worth", "rollup", "总额", over="job.client", aggregate="sum", field="margin"),
    ],
}

JOB: JsonObject = {
    "key": "job",
    "label": "工单",
    "title": "no",
    "fields": [
        _field("no", "text", "单号", required=True, max_length=40),
        _field("seq", "auto_number", "编号", pattern="J-{YYYY}-{00001}", reset="year"),
        _field("client", "reference", "客户", form="client", show=["level", "secret"], inverse="jobs"),
        _field("amount", "money", "金额", currency="CNY"),
        _field("margin", "money", "毛利", currency="CNY"),
        _field("qty", "integer", "数量", min=0),
        _field("ratio", "percent", "比例"),
        _field("weight", "decimal", "重量", digits=3),
        _field("due_on", "date", "到期日"),
        _field("called_at", "datetime", "致电时间"),
        _field("done", "boolean", "完成"),
        _field("kind", "select", "种类", choices=_choices("x", "y")),
        _field("tags", "multiselect", "标签", choices=_choices("p", "q", "r")),
        _field("mail", "email", "邮箱"),
        _field("id_no", "id_card", "身份证", masked=True),
        _field("helper", "member", "协办人"),
        _field("place", "department", "部门"),
        _field("also", "references", "关联客户", form="client"),
        _field("papers", "attachment", "附件"),
        _field("remark", "longtext", "备注"),
        _field("state", "select", "状态", choices=_choices(*STATES), default="draft"),
        _field("grade", "text", "评级"),
        _field("tax", "formula", "税", formula="amount * 0.1", **{"as": "money"}),
        _field("gain", "formula", "盈余", formula="amount - N(margin)", **{"as": "money"}),
        _field("level", "lookup", "客户等级", path="client.level"),
        _field(
            "lines",
            "subform",
            "明细",
            fields=[_field("item", "text", "品名", required=True), _field("price", "money", "单价", currency="CNY")],
        ),
        _field("total", "formula", "合计", formula="SUM(lines.price)", **{"as": "money"}),
    ],
}

HIDDEN = {"margin": "hidden", "gain": "hidden"}

ROLE_LIST: list[Json] = [
    {
        "key": "sales",
        "label": "销售",
        "forms": {
            "client": {
                "read": "own_and_subordinates",
                "create": True,
                "edit": "own",
                "fields": {"phone": "masked", "secret": "hidden", "rating": "read", "worth": "hidden"},
            },
            "job": {
                "read": "own_and_subordinates",
                "create": True,
                "edit": "own",
                "export": True,
                "import": True,
                "fields": {**HIDDEN, "grade": "read", "id_no": "masked"},
            },
        },
        "flows": {"approval": ["start", "withdraw", "urge"]},
        "dashboards": ["board"],
    },
    {
        "key": "audit",
        "label": "审计",
        "forms": {
            "client": {
                "read": "all",
                "reveal": ["phone"],
                "fields": {"phone": "masked", "rating": "hidden", "worth": "hidden"},
            },
            "job": {"read": {"where": "amount > 100"}, "export": True, "fields": {"remark": "hidden", "no": "hidden"}},
        },
        "dashboards": ["board"],
    },
    {
        "key": "boss",
        "label": "老板",
        "forms": {"client": EVERYTHING, "job": EVERYTHING},
        "flows": {"approval": ["start"]},
        "dashboards": ["board"],
    },
    {
        "key": "clerk",
        "label": "文员",
        "forms": {"job": {"read": "department", "create": True, "fields": {"amount": "hidden", **HIDDEN}}},
    },
]


def definition(**changes: Json) -> JsonObject:
    """The app as written; `changes` replace whole sections."""
    return {
        "format": 1,
        "app": {"key": "yard", "label": {"zh-CN": "工场", "en": "Yard"}, "time_zone": "Asia/Shanghai"},
        "parameters": [{"key": "limit", "label": "上限", "type": "money", "value": "50000"}],
        "roles": ROLE_LIST,
        "forms": [CLIENT, JOB],
        "flows": [
            {
                "key": "approval",
                "label": "审批",
                "form": "job",
                "start": {"on": "button", "when": 'state == "draft"', "message": "只有草稿可以提交"},
                "on_start": {"state": '"review"'},
                "on_reject": {"state": '"refused"'},
                "steps": [
                    {"key": "check", "kind": "approve", "label": "老板审批", "who": [{"role": "boss"}]},
                    {"key": "book", "kind": "set", "label": "生效", "set": {"state": '"approved"'}},
                    {"key": "tell", "kind": "cc", "label": "抄送", "who": [{"role": "audit"}]},
                ],
            }
        ],
        "metrics": [
            {"key": "sum", "label": "金额", "form": "job", "measure": "SUM(amount)", "date": "due_on"},
            {"key": "gains", "label": "毛利", "form": "job", "measure": "SUM(margin)", "date": "due_on"},
        ],
        "reports": [
            {"key": "by_level", "label": "按等级", "metrics": ["sum"], "dimensions": ["client.level"]},
            {"key": "by_kind", "label": "按种类", "metrics": ["sum"], "dimensions": ["kind"], "drill": ["client"]},
            {"key": "margins", "label": "毛利", "metrics": ["gains"], "dimensions": ["kind"]},
        ],
        "dashboards": [
            {
                "key": "board",
                "label": "看板",
                "tiles": [
                    {"report": "by_kind", "at": [0, 0, 6, 4]},
                    {"metric": "sum", "at": [6, 0, 3, 2]},
                    {"metric": "gains", "at": [9, 0, 3, 2]},
                ],
            }
        ],
        "navigation": [{"label": "业务", "items": [{"form": "client"}, {"form": "job"}, {"dashboard": "board"}]}],
        **changes,
    }
