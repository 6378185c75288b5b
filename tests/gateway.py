"""Calls a function as the HTTP API does: a real event in, a response out, through template.yaml's routes."""

import base64
import gzip
import importlib.util
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml
from jsonschema import Draft202012Validator

from attendance.edge.openapi import document

ROOT = Path(__file__).parents[1]
# The gateway tells a function from where it was called: here all come from one network.
EVERYBODY = {"sourceIp": "192.0.2.7"}


class Template(yaml.SafeLoader):
    """Reads a SAM template; what its short tags mean does not matter to a test."""


Template.add_multi_constructor("!", lambda _loader, _tag, node: getattr(node, "value", None))


@cache
def template() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(), Template)
    return loaded


@cache
def routes() -> dict[str, Path]:
    """Return the handler file of every route in the template."""
    found = {}
    for resource in template()["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            for event in resource["Properties"].get("Events", {}).values():
                if event["Type"] == "HttpApi":
                    route = event["Properties"]
                    found[f"{route['Method']} {route['Path']}"] = (
                        ROOT / resource["Properties"]["CodeUri"] / "handler.py"
                    )
    return found


@cache
def api_routes() -> set[str]:
    """Return the routes that programs call: those of the contract. The others serve pages."""
    return {key for key in routes() if key.split(" ")[1].startswith("/api/")}


@cache
def handler_module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"functions.{path.parent.name}.handler", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Context:
    """What Lambda tells a function of its invocation."""

    function_name: str = "test"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:eu-west-3:123456789012:function:test"
    aws_request_id: str = "request"


@dataclass(frozen=True)
class Response:
    """What a function answered."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        is_packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.content) if is_packed else self.content).decode()

    @property
    def body(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Gateway:
    """The HTTP API of a test. The function that is called may lie `unpacked` in another folder than the source's.

    Only who calls very often does without the check against the contract.
    """

    headers: dict[str, str] = field(default_factory=dict)
    unpacked: Path | None = None
    is_checked: bool = True

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        secret: str | None = None,
        query: Mapping[str, str | list[str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """Call a route. A body of text or bytes is sent as it is, any other as JSON."""
        key, parameters = _matched(method, path)
        sent = {**self.headers, **(headers or {})}
        if secret is not None:
            sent["authorization"] = f"Bearer {secret}"
        event = {
            "version": "2.0",
            "routeKey": key,
            "rawPath": path,
            "headers": sent,
            "pathParameters": parameters,
            "rawQueryString": urlencode(query or {}, doseq=True),
            "queryStringParameters": query and {n: v if isinstance(v, str) else ",".join(v) for n, v in query.items()},
            "requestContext": {"domainName": "api.example.org", "http": {"method": method, "path": path, **EVERYBODY}},
            "isBase64Encoded": False,
        }
        if body is not None:
            event |= _carried(body)
        function = self.unpacked / "handler.py" if self.unpacked else routes()[key]
        answer = handler_module(function).handler({k: v for k, v in event.items() if v is not None}, Context())
        content = answer.get("body", "").encode()
        if answer.get("isBase64Encoded"):
            content = base64.b64decode(content, validate=True)
        response = Response(answer["statusCode"], answer["headers"], content)
        if self.is_checked and key in api_routes():
            check_contract(key, response)
        return response


def _carried(body: Any) -> dict[str, Any]:
    """Return a body as the gateway hands it over: bytes only in base64."""
    if isinstance(body, bytes):
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return {"body": body if isinstance(body, str) else json.dumps(body)}


def check_contract(key: str, response: Response) -> None:
    """Fail unless the OpenAPI document announces a response like this. Every test of a route is a test of it."""
    method, path = key.split(" ")
    announced = contract()["paths"][path][method.lower()]["responses"]
    assert str(response.status) in announced, f"{key} does not announce {response.status}: {response.text}"
    content = announced[str(response.status)].get("content", {})
    if not content:
        assert response.text == ""
        return
    kind = response.headers["content-type"]
    assert kind in content
    if kind.endswith("json"):
        _validator(key, str(response.status), kind).validate(response.body)


@cache
def _validator(key: str, status: str, kind: str) -> Draft202012Validator:
    method, path = key.split(" ")
    schema = contract()["paths"][path][method.lower()]["responses"][status]["content"][kind]["schema"]
    return Draft202012Validator({**schema, "components": contract()["components"]})


@cache
def contract() -> dict[str, Any]:
    return document()


def _matched(method: str, path: str) -> tuple[str, dict[str, str]]:
    """Return the most exact route of a path, with the values of its parameters."""
    matches = [(key, found.groupdict()) for key, pattern in _patterns(method) if (found := pattern.fullmatch(path))]
    return min(matches, key=lambda match: len(match[1]))


@cache
def _patterns(method: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the routes of a method, each with the pattern of its paths."""
    wanted = [key.split(" ") for key in routes()]
    return [
        (f"{method} {path}", re.compile(re.sub(r"\\\{(\w+)(\\\+)?\\\}", _parameter, re.escape(path))))
        for given, path in wanted
        if given == method
    ]


def _parameter(name: re.Match[str]) -> str:
    """Return the pattern of a path's parameter; a greedy one takes the rest of the path."""
    return f"(?P<{name[1]}>{'.+' if name[2] else '[^/]*'})"
