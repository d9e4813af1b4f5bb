"""JSON Schema → TypeScript, for what the pages get to know of the server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.kernel.json import Json, JsonObject


def declarations(schemas: Mapping[str, JsonObject]) -> Iterator[str]:
    """Every schema as a type, by name."""
    for name, schema in sorted(schemas.items()):
        yield "".join(_declaration(name, schema))


def type_of(schema: Json) -> str:
    """`{"type": "array", "items": {"$ref": "#/…/Text"}}` → `Text[]`; a schema that says nothing is `unknown`."""
    if not isinstance(schema, dict):
        return "unknown"
    found = next((make(schema) for word, make in _BY_WORD.items() if word in schema), None)
    return found or _BY_TYPE.get(schema.get("type", ""), _unknown)(schema)


def _declaration(name: str, schema: JsonObject) -> Iterator[str]:
    if "description" in schema:
        yield f"/** {' '.join(str(schema['description']).split())} */\n"
    if schema.get("type") == "object" and schema.get("properties"):
        # No interface: what has all of a type's members should pass for any JSON.
        yield f"export type {name} = {{\n"
        yield from (f"  {member};\n" for member in _members(schema))
        yield "};\n"
    else:
        yield f"export type {name} = {type_of(schema)};\n"


def _object(schema: JsonObject) -> str:
    return f"{{ {'; '.join(_members(schema))} }}"


def _members(schema: JsonObject) -> Iterator[str]:
    required = schema.get("required", ())
    for key, value in schema.get("properties", {}).items():
        name = key if key.isidentifier() else json.dumps(key)
        yield f"{name}{'' if key in required else '?'}: {type_of(value)}"
    others = list(schema.get("patternProperties", {}).values())
    others += [schema.get("additionalProperties", not others and "properties" not in schema)]
    if any(others):
        yield f"[key: string]: {_union(type_of(each) for each in others if each)}"


def _list(schema: JsonObject) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(type_of(each) for each in schema['prefixItems'])}]"
    inner = type_of(schema.get("items"))
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


def _union(parts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(parts))


def _literals(values: Iterable[Json]) -> str:
    return _union(json.dumps(value, ensure_ascii=False) for value in values)


def _unknown(_: JsonObject) -> str:
    return "unknown"


_BY_WORD: Mapping[str, Callable[[JsonObject], str]] = {
    "$ref": lambda schema: str(schema["$ref"]).rpartition("/")[2],
    "const": lambda schema: _literals([schema["const"]]),
    "enum": lambda schema: _literals(schema["enum"]),
    "anyOf": lambda schema: _union(type_of(each) for each in schema["anyOf"]),
    "oneOf": lambda schema: _union(type_of(each) for each in schema["oneOf"]),
}
_BY_TYPE: Mapping[str, Callable[[JsonObject], str]] = {
    "string": lambda _: "string",
    "integer": lambda _: "number",
    "number": lambda _: "number",
    "boolean": lambda _: "boolean",
    "null": lambda _: "null",
    "array": _list,
    "object": _object,
}
