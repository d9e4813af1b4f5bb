"""A witness of every answer: each has to be one that the reference of the API promises, with nothing more in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from httpx2 import Request, Response
from jsonschema import Draft202012Validator

from builder.server.reference import PROBLEM
from engine.kernel.json import Json, JsonObject

JSON = "application/json"


@dataclass
class Witness:
    """`seen`: the operations that have given the usual answer."""

    document: JsonObject
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.components = closed(self.document["components"])
        self.paths = [(re.compile(_pattern(path)), methods) for path, methods in self.document["paths"].items()]
        self.validators: dict[str, Draft202012Validator] = {}

    def check(self, answer: Response) -> None:
        """Nobody promises anything about a path that is not there."""
        operation = self.operation(answer.request.method, answer.request.url.path)
        if operation is None:
            return
        said = self.said(operation, answer.status_code)
        if answer.is_success:
            self.seen.add(operation["operationId"])
            self.check_sent(operation, answer.request)
        if "content" not in said:
            assert answer.content == b"", (operation["operationId"], answer.status_code)
            return
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in said["content"] or kind not in {JSON, PROBLEM}, (operation["operationId"], kind)
        if kind in {JSON, PROBLEM}:
            self.validate(operation["operationId"], said["content"][kind]["schema"], answer.json())

    def check_sent(self, operation: JsonObject, request: Request) -> None:
        """What was taken, the reference said would be."""
        content = operation.get("requestBody", {}).get("content", {})
        if JSON in content:
            self.validate(f"{operation['operationId']} body", content[JSON]["schema"], json.loads(request.content))

    def operation(self, method: str, path: str) -> JsonObject | None:
        """The first that fits, as the server takes it."""
        fitting = (
            methods[method.lower()]
            for pattern, methods in self.paths
            if pattern.fullmatch(path) and method.lower() in methods
        )
        return next(fitting, None)

    def said(self, operation: JsonObject, status: int) -> JsonObject:
        responses: JsonObject = operation["responses"]
        key = str(status) if str(status) in responses else "default"
        assert key != "default" or status >= 400, (operation["operationId"], status)
        found: JsonObject = responses[key]
        return found

    def validate(self, name: str, schema: JsonObject, value: Json) -> None:
        key = repr(schema)
        if key not in self.validators:
            self.validators[key] = Draft202012Validator({**schema, "components": self.components})
        for error in self.validators[key].iter_errors(value):
            raise AssertionError(f"{name}: {error.json_path}: {error.message[:500]}")


def _pattern(path: str) -> str:
    return re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))


def closed(schema: Json) -> Json:
    """The same with objects that have nothing but what is said of them."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made
