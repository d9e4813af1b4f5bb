"""The reference of one app's records as OpenAPI 3.1: what a program of this caller may ask for and send, typed."""

from __future__ import annotations

from engine.app.compiled import CompiledApp
from engine.data.access import Access
from engine.data.compiled import Action
from engine.data.rights import Columns
from engine.fields.compiled import Field
from engine.forms.compiled import Form
from engine.kernel.actor import Actor
from engine.kernel.json import Json, JsonObject

_ALWAYS = ("id", "version")
_CHANGES = (Action.CREATE, Action.EDIT, Action.DELETE)
_PROBLEM: JsonObject = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "problems"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "object", "additionalProperties": {"type": "string"}},
                    "at": {"type": ["string", "null"]},
                    "row": {"type": ["integer", "null"]},
                },
            },
        },
    },
}
_QUERY: tuple[tuple[str, JsonObject, str], ...] = (
    ("where", {"type": "string", "maxLength": 2000}, 'An expression, e.g. amount > 50000 and kind == "a".'),
    ("sort", {"type": "string"}, "Fields, e.g. -created_at,id."),
    ("fields", {"type": "string"}, "Fields to answer; all by default."),
    ("expand", {"type": "string", "enum": ["*"]}, "Adds the titles of what the records refer to."),
    ("search", {"type": "string"}, "Words to look for."),
    ("cursor", {"type": "string"}, "The `next` of the page before."),
    ("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "Records per page."),
    ("count", {"type": "boolean", "default": False}, "Adds how many there are."),
)
_RECORD_ID: JsonObject = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
_SEEN: JsonObject = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The version that was seen, as ETag gave it.",
    "schema": {"type": "string"},
}
_ONCE: JsonObject = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A repeated request with the same key gets the first answer again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 120},
}


def openapi(app: CompiledApp, access: Access, actor: Actor) -> JsonObject:
    """{"openapi": "3.1.0", "paths": {"/apps/loan_crm/forms/lead/records": …}, …} for one actor."""
    paths: JsonObject = {}
    schemas: JsonObject = {"Problem": _PROBLEM}
    for key, form in app.forms.items():
        one = _FormReference(app.key, form, access.columns(key, actor), actor.locale)
        may = {action for action in (Action.READ, *_CHANGES) if access.may(key, actor, action)}
        paths.update(one.paths(may))
        schemas.update(one.schemas(may))
    return {
        "openapi": "3.1.0",
        "info": {"title": app.label.in_locale(actor.locale), "version": app.version or "1"},
        "servers": [{"url": "/api/v1"}],
        "security": [{"session": [], "csrf": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {"Problem": _answer("A problem.", _ref("Problem"), "application/problem+json")},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "dougong_session"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
            },
        },
    }


class _FormReference:
    """Paths and shapes of one form."""

    def __init__(self, app: str, form: Form, columns: Columns, locale: str) -> None:
        self.at = f"/apps/{app}/forms/{form.key}/records"
        self.form = form
        self.columns = columns
        self.locale = locale

    def schemas(self, may: set[Action]) -> JsonObject:
        """The record as it is answered, and what may be sent to make or change one."""
        if not may:
            return {}
        key, fields = self.form.key, self.form.entity.fields.values()
        made: JsonObject = {key: self._record([field for field in fields if field.key in self.columns.readable])}
        if Action.CREATE in may:
            sent = [field for field in fields if field.assignable and field.key in self.columns.creatable]
            made[f"{key}.create"] = {**self._values(sent), "required": _demanded(sent)}
        if Action.EDIT in may:
            changed = [field for field in fields if field.assignable and field.key in self.columns.editable]
            made[f"{key}.change"] = self._values(changed)
        return made

    def _record(self, fields: list[Field]) -> JsonObject:
        values: JsonObject = {field.key: self._nullable(field, self._shown(field)) for field in fields}
        fixed = {"id": {"type": "string"}, "version": {"type": "integer"}}
        return {"type": "object", "properties": {**values, **fixed}, "required": list(_ALWAYS)}

    def _values(self, fields: list[Field]) -> JsonObject:
        values = {field.key: self._nullable(field, field.type.json_schema(field.options)) for field in fields}
        return {"type": "object", "properties": values, "additionalProperties": False}

    def _shown(self, field: Field) -> JsonObject:
        if field.key in self.columns.masked:
            return {"type": "string", "description": "masked"}
        return field.face.json_schema(field.face_options)

    def _nullable(self, field: Field, schema: JsonObject) -> JsonObject:
        return {"title": field.label.in_locale(self.locale), "anyOf": [schema, {"type": "null"}]}

    def paths(self, may: set[Action]) -> JsonObject:
        """Only what the caller may do."""
        key, label = self.form.key, self.form.label.in_locale(self.locale)
        item = _answer("The record.", _object(item=_ref(key), warnings=_LIST))
        whole: JsonObject = {}
        single: JsonObject = {}
        if Action.READ in may:
            page = _object(items={"type": "array", "items": _ref(key)}, next={"type": ["string", "null"]})
            query = [{"name": n, "in": "query", "schema": s, "description": d} for n, s, d in _QUERY]
            whole["get"] = _operation("list", key, label, query, {"200": _answer("A page of records.", page)})
            single["get"] = _operation("get", key, label, [], {"200": _answer("The record.", _object(item=_ref(key)))})
        if Action.CREATE in may:
            whole["post"] = _operation("create", key, label, [_ONCE], {"201": item}, _ref(f"{key}.create"))
        if Action.EDIT in may:
            single["patch"] = _operation("update", key, label, [_SEEN], {"200": item}, _ref(f"{key}.change"))
        if Action.DELETE in may:
            single["delete"] = _operation("delete", key, label, [_SEEN], {"204": {"description": "It is gone."}})
        made: JsonObject = {}
        if whole:
            made[self.at] = whole
        if single:
            made[f"{self.at}/{{id}}"] = {"parameters": [_RECORD_ID], **single}
        if may.intersection(_CHANGES):
            made[f"{self.at}:batch"] = {"post": self._batch(may, label)}
        return made

    def _batch(self, may: set[Action], label: str) -> JsonObject:
        key = self.form.key
        shapes = []
        if Action.CREATE in may:
            shapes.append(_object(op={"const": "create"}, values=_ref(f"{key}.create")))
        known: JsonObject = {"id": {"type": "string"}, "version": {"type": "integer"}}
        if Action.EDIT in may:
            changed = _object(op={"const": "update"}, id=known["id"], values=_ref(f"{key}.change"))
            shapes.append({**changed, "properties": {**changed["properties"], **known}})
        if Action.DELETE in may:
            gone = _object(op={"enum": ["delete", "restore"]}, id=known["id"])
            shapes.append({**gone, "properties": {**gone["properties"], **known}})
        operations = {"type": "array", "minItems": 1, "maxItems": 1000, "items": {"anyOf": shapes}}
        partial = {"name": "partial", "in": "query", "schema": {"type": "boolean", "default": False}}
        done = _answer("What became of each.", _object(results=_LIST))
        return _operation("batch", key, label, [partial, _ONCE], {"200": done}, _object(operations=operations))


_LIST: JsonObject = {"type": "array", "items": {"type": "object"}}


def _demanded(fields: list[Field]) -> list[Json]:
    return [field.key for field in fields if field.required and field.default is None and field.default_expr is None]


def _operation(
    verb: str, form: str, label: str, parameters: list[JsonObject], answers: JsonObject, body: JsonObject | None = None
) -> JsonObject:
    made: JsonObject = {
        "operationId": f"{verb}_{form}",
        "tags": [label],
        "parameters": parameters,
        "responses": {**answers, "4XX": {"$ref": "#/components/responses/Problem"}},
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def _answer(description: str, schema: JsonObject, media: str = "application/json") -> JsonObject:
    return {"description": description, "content": {media: {"schema": schema}}}


def _object(**properties: Json) -> JsonObject:
    return {"type": "object", "required": list(properties), "properties": properties}


def _ref(name: str) -> JsonObject:
    return {"$ref": f"#/components/schemas/{name}"}
