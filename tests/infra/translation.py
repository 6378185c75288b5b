"""The template as AWS has it: translated by SAM's own code, in the environment that has this code."""

import json
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from typing import Any

from infra.local import template
from infra.local.stack import EMULATOR, REGION, ROOT

TRANSLATE = """
import json, sys
from infra.local import template
print(json.dumps(template.translated(json.load(sys.stdin))))
"""


@cache
def translated() -> dict[str, Any]:
    """Return the template as CloudFormation reads it."""
    source = template.load(ROOT / "template.yaml")
    packed = template.with_archives(source, {name: "s3://code/a.zip" for name, _ in template.folders(source, ROOT)})
    done = subprocess.run(
        [str(EMULATOR), "-c", TRANSLATE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"shared{os.pathsep}.", "AWS_DEFAULT_REGION": REGION},
        # YAML reads a policy's Version as a date.
        input=json.dumps(packed, default=str),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def resources(kind: str = "") -> dict[str, dict[str, Any]]:
    """Return the translated resources, of one kind if it is named."""
    found = translated()["Resources"]
    return {name: told for name, told in found.items() if told["Type"].startswith(kind)}


def defaults() -> dict[str, str]:
    """Return the parameters of a stack for which none is given."""
    return {name: str(told.get("Default", "")) for name, told in translated()["Parameters"].items()}


def made(parameters: Mapping[str, str]) -> set[str]:
    """Return the resources that a stack with these parameters has."""
    given = {**defaults(), **parameters}
    return {name for name, told in resources().items() if "Condition" not in told or holds(told["Condition"], given)}


def holds(condition: Any, given: Mapping[str, str]) -> bool:
    """Return whether a condition holds for some parameters."""
    match condition:
        case str():
            return holds(translated()["Conditions"][condition], given)
        case {"Condition": name}:
            return holds(name, given)
        case {"Fn::Not": [inner]}:
            return not holds(inner, given)
        case {"Fn::And": parts}:
            return all(holds(part, given) for part in parts)
        case {"Fn::Or": parts}:
            return any(holds(part, given) for part in parts)
        case {"Fn::Equals": [one, other]}:
            return value(one, given) == value(other, given)
    raise LookupError(condition)


def value(told: Any, given: Mapping[str, str]) -> str:
    """Return a text of a condition."""
    return given[told["Ref"]] if isinstance(told, dict) else str(told)


def chosen(told: Any, parameters: Mapping[str, str]) -> Any:
    """Return what a choice by conditions comes to in a stack with these parameters."""
    while isinstance(told, dict) and "Fn::If" in told:
        condition, one, other = told["Fn::If"]
        told = one if holds(condition, {**defaults(), **parameters}) else other
    return told
