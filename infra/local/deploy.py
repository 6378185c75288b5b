"""Deploys the template to the emulator: CloudFormation, as in the account, and what the emulator leaves out."""

import base64
import contextlib
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from infra import package, pages
from infra.local import home, routes, template
from infra.local.home import READY_WITHIN_SECONDS, StackError
from infra.local.stack import ROOT

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef
    from mypy_boto3_lambda import LambdaClient

NAME = "pointage"
BUCKET = "pointage-code"


@dataclass(frozen=True, slots=True)
class Build:
    """What is deployed: a template, and the archives that it names."""

    body: str
    archives: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The same for two builds without any difference to deploy."""
        return hashlib.sha256(self.body.encode()).hexdigest()


def build(root: Path) -> Build:
    """Package the project for this machine, unless nothing has changed since that was done."""
    target = root / ".build" / "local"
    with home.held(target.with_suffix(".lock"), wait=True):
        wanted, made = sources_digest(root), target / ".made.json"
        known = home.read(made)
        if known.get("sources") != wanted:
            # What it names may be removed now.
            made.unlink(missing_ok=True)
            known = {"sources": wanted, **built(root, target)}
            home.write(made, known)
        archives = {name: (target / ".archives" / file).read_bytes() for name, file in known["archives"].items()}
    return Build(known["body"], archives)


def sources_digest(root: Path) -> str:
    """Return a hash of all that a build is made of, this code and its Python included."""
    folders = (root / "shared", root / "functions", ROOT / "infra")
    named = [root / "template.yaml", *(root / "node_modules" / name for name in pages.DECODER.values())]
    found = [path for folder in folders for path in package.files_in(folder) if "__pycache__" not in path.parts]
    return digest_of([*found, *filter(Path.is_file, named)], root, begun=sys.version)


def built(root: Path, target: Path) -> dict[str, Any]:
    """Package the project anew, and return the template to deploy and the name of each folder's archive."""
    try:
        source = template.load(package.build(target, root=root))
    except package.PackagingError as error:
        raise StackError(str(error)) from error
    parts = dict(template.folders(source, target))
    if missing := [str(folder.relative_to(target)) for folder in parts.values() if not folder.is_dir()]:
        raise StackError(f"The template names {', '.join(missing)}, and there is no such folder: write it first.")
    archives = packed(parts, target / ".archives")
    addresses = {name: f"s3://{BUCKET}/{key(path.read_bytes())}" for name, path in archives.items()}
    adapted = template.with_archives(template.unhurried(template.loosened(template.over_plain_http(source))), addresses)
    # YAML reads a policy's Version as a date.
    body = json.dumps(template.translated(json.loads(json.dumps(adapted, default=str))))
    return {"body": body, "archives": {name: path.name for name, path in archives.items()}}


def packed(folders: Mapping[str, Path], kept: Path) -> dict[str, Path]:
    """Return the archive of each folder, reusing the last build's if nothing in the folder has changed."""
    kept.mkdir(parents=True, exist_ok=True)
    paths = {name: kept / f"{digest_of(package.files_in(folder), folder)}.zip" for name, folder in folders.items()}
    for unused in set(kept.iterdir()) - set(paths.values()):
        unused.unlink()
    for name, path in paths.items():
        if not path.exists():
            # Fetched once over loopback: compressing takes longer than it saves.
            path.with_suffix(".draft").write_bytes(package.archive(folders[name], level=1))
            path.with_suffix(".draft").replace(path)
    return paths


def digest_of(files: Iterable[Path], base: Path, *, begun: str = "") -> str:
    """Return a hash of some files' names and contents."""
    digest = hashlib.sha256(begun.encode())
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(base, walk_up=True).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def key(archive: bytes) -> str:
    """Return the name under which an archive is uploaded."""
    return f"{hashlib.sha256(archive).hexdigest()}.zip"


class Deployment:
    """The deployed stack, and how it is deployed."""

    def __init__(self, environment: Mapping[str, str], name: str = NAME) -> None:
        self.name = name
        self.session = boto3.Session(
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            region_name=environment["AWS_REGION"],
        )
        self.endpoint_url = environment["AWS_ENDPOINT_URL"]

    def client(self, service: str) -> Any:
        return self.session.client(service, endpoint_url=self.endpoint_url)

    @cached_property
    def cloudformation(self) -> "CloudFormationClient":
        client: CloudFormationClient = self.client("cloudformation")
        return client

    def stack(self) -> "StackTypeDef | None":
        """Return the stack, if it was ever created."""
        try:
            return self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]
        except ClientError as error:
            # The service has no specific error code for a missing stack.
            if error.response["Error"]["Code"] == "ValidationError":
                return None
            raise

    def outputs(self) -> dict[str, str]:
        """Return the stack's outputs; empty if it is missing, or was never finished."""
        stack = self.stack()
        found = stack.get("Outputs", []) if stack else []
        return {output["OutputKey"]: output["OutputValue"] for output in found}

    def deploy(self, build: Build, parameters: Mapping[str, str]) -> None:
        """Create or update the stack, and complete it."""
        self.upload(build)
        status = self.clean_status()
        change = self.cloudformation.update_stack if status else self.cloudformation.create_stack
        try:
            change(
                StackName=self.name,
                # A request itself may bring a third of it.
                TemplateURL=f"https://s3.amazonaws.com/{BUCKET}/{build.digest}.json",
                Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
                Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            )
        except ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise StackError(f"The template was refused: {error.response['Error']['Message']}") from error
        final = self.settled()
        if final not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            raise StackError(
                f"The deployment failed ({final}):\n{self.failures()}\nCorrect the template and try again."
            )
        self.complete(build)

    def clean_status(self) -> str | None:
        """Return the stack's status once it can be updated; None if it has to be created.

        A stack whose creation failed holds nothing yet. One whose update failed refuses every other update
        until it is rolled back.
        """
        status = self.settled()
        if status in ("CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
            self.cloudformation.delete_stack(StackName=self.name)
            status = self.settled()
        elif status and status.endswith("_FAILED"):
            self.cloudformation.rollback_stack(StackName=self.name)
            status = self.settled()
        return None if status == "DELETE_COMPLETE" else status

    def settled(self) -> str | None:
        """Wait until nothing is in progress and return the status; None if there is no stack."""
        for _ in range(READY_WITHIN_SECONDS * 20):
            stack = self.stack()
            if stack is None or not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack["StackStatus"] if stack else None
            time.sleep(0.05)
        raise StackError(f"The deployment was not finished after {READY_WITHIN_SECONDS} seconds: try again.")

    def failures(self) -> str:
        """Return what the latest deployment could not create, and why."""
        events = self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
        failed = [e for e in events if e["ResourceStatus"].endswith("_FAILED")]
        return "\n".join(
            f"  {e['LogicalResourceId']}: {e.get('ResourceStatusReason', 'no reason given')}" for e in failed
        )

    def upload(self, build: Build) -> None:
        """Put the template where it is asked for, and the archives at its addresses."""
        s3 = self.client("s3")
        place: Any = {"LocationConstraint": self.session.region_name}
        with contextlib.suppress(s3.exceptions.BucketAlreadyOwnedByYou):
            s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        files = {key(content): content for content in build.archives.values()}
        for name, content in (files | {f"{build.digest}.json": build.body.encode()}).items():
            s3.put_object(Bucket=BUCKET, Key=name, Body=content)

    def complete(self, build: Build) -> None:
        """Make the routes and the expiry, and check that each function runs this build's code."""
        processed = self.cloudformation.get_template(StackName=self.name, TemplateStage="Processed")["TemplateBody"]
        resources = (json.loads(processed) if isinstance(processed, str) else processed)["Resources"]
        listed = self.cloudformation.describe_stack_resources(StackName=self.name)["StackResources"]
        real = {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in listed}
        functions: LambdaClient = self.client("lambda")
        arns = {}
        for name, content in build.archives.items():
            if resources.get(name, {}).get("Type") == "AWS::Lambda::Function":
                arns[name] = self.function_arn(functions, real[name], content)
        for name, resource in resources.items():
            if resource["Type"] == "AWS::ApiGatewayV2::Api":
                wanted = {route: arns[function] for route, function in routes.wanted(resources, name)}
                routes.make_routes(self.client("apigatewayv2"), real[name], wanted)
        routes.set_expiry(self.client("dynamodb"), resources, real)

    def function_arn(self, functions: "LambdaClient", name: str, content: bytes) -> str:
        """Return a function's ARN, after checking its code: "no updates" may be reported wrongly."""
        configuration = functions.get_function_configuration(FunctionName=name)
        if configuration["CodeSha256"] != base64.b64encode(hashlib.sha256(content).digest()).decode():
            functions.update_function_code(FunctionName=name, S3Bucket=BUCKET, S3Key=key(content))
        return configuration["FunctionArn"]
