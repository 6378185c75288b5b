"""Reads a SAM template, and replaces its folders by uploaded archives."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

# The properties in which a resource names its folder.
FOLDERS = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}

LONGEST_CALL_SECONDS = 900

type Template = dict[str, Any]


class Loader(yaml.SafeLoader):
    """Reads YAML in which `!Ref`, `!Sub` and the like stand for maps."""


def short_form(loader: Loader, name: str, node: yaml.Node) -> dict[str, Any]:
    """Return the long form of a short tag."""
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


Loader.add_multi_constructor("!", short_form)


def load(path: Path) -> Template:
    """Return a template with every tag in its long form."""
    return dict(yaml.load(path.read_text(), Loader))  # noqa: S506 - the loader is a safe one


def folders(template: Template, base: Path) -> Iterator[tuple[str, Path]]:
    """Yield each resource that is made of a folder, and that folder."""
    for name, resource in template["Resources"].items():
        if key := FOLDERS.get(resource["Type"]):
            yield name, base / resource["Properties"][key]


def parts(template: Template) -> Iterator[str]:
    """Yield the files of the stacks that a template is made of besides."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::CloudFormation::Stack":
            yield resource["Properties"]["TemplateURL"]


def over_plain_http(template: Template) -> Template:
    """Return the template without the buckets' demand for TLS: the emulator is called over plain HTTP."""
    resources = {
        name: resource
        for name, resource in template["Resources"].items()
        if resource["Type"] != "AWS::S3::BucketPolicy"
    }
    return template | {"Resources": resources}


def loosened(template: Template) -> Template:
    """Return the template with what the emulator allows by nothing else: it knows no leading key and no identity."""

    def eased(told: Any) -> Any:
        if isinstance(told, list):
            return [eased(each) for each in told]
        if not isinstance(told, dict):
            return told
        named = str(told.get("Condition", ""))
        if "dynamodb:LeadingKeys" in named:
            return {key: each for key, each in told.items() if key != "Condition"}
        if "ses:FromAddress" in named:
            return told | {"Resource": "*", "Condition": {"StringEqualsIfExists": told["Condition"]["StringEquals"]}}
        return {key: eased(each) for key, each in told.items()}

    return template | {"Resources": eased(template["Resources"])}


def unhurried(template: Template) -> Template:
    """Return the template with as long for each call of a function as Lambda can give: a busy machine is no fault."""
    longest = {"Timeout": LONGEST_CALL_SECONDS}
    resources = {
        name: told | {"Properties": told["Properties"] | longest}
        if told["Type"] == "AWS::Serverless::Function"
        else told
        for name, told in template["Resources"].items()
    }
    return template | {"Resources": resources}


def with_archives(template: Template, addresses: Mapping[str, str]) -> Template:
    """Return the template with archives' addresses instead of folders."""
    resources = dict(template["Resources"])
    for name, address in addresses.items():
        resource = resources[name]
        properties = resource["Properties"] | {FOLDERS[resource["Type"]]: address}
        resources[name] = resource | {"Properties": properties}
    return template | {"Resources": resources}


def translated(template: Template) -> Template:
    """Return a SAM template as CloudFormation, by the code that AWS translates it with."""
    # Half a second, and needed for a changed template only.
    from samtranslator.translator.transform import transform  # type: ignore[import-not-found]

    # Policies of AWS by their names alone would have to be asked of it; ours name none.
    return dict(transform(template, {}, SimpleNamespace(load=dict)))
