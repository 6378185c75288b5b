"""What an operator's command calls on AWS: the region's own hosts, signed for the region, with AWS_REGION alone set.

botocore resolves and signs as it does on AWS; only what would leave the machine is answered here.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse
from moto.core.config import default_user_config as moto_config

from attendance.services import aws
from infra import close, deploy, invite, load_programme, preflight, reindex, remind, verify
from tests.forum import Forum, made_client
from tests.infra.programme_files import SMALL_EVENT

REGION = "eu-west-3"
SCOPE = re.compile(rf"Credential=\w+/\d{{8}}/{REGION}/(\w+)/aws4_request")
type Command = Callable[[], Any]

COMMANDS: dict[str, tuple[Command, set[str]]] = {
    "load_programme": (lambda: load_programme.main([str(SMALL_EVENT)]), {"dynamodb"}),
    "invite": (lambda: invite.main(["organiser", "Lola"]), {"dynamodb"}),
    "remind": (lambda: remind.main(), {"dynamodb"}),
    "reindex": (lambda: reindex.main(), {"dynamodb"}),
    "verify": (lambda: verify.main([]), {"dynamodb"}),
    "close": (lambda: close.main(["--reopen"]), {"dynamodb"}),
    "deploy": (lambda: deploy.main(["--dry-run"]), {"cloudformation"}),
    "preflight": (lambda: preflight.main([]), {"sts", "cloudformation", "lambda", "ses", "dynamodb"}),
}
ANSWERS = {
    "lambda": '{"AccountLimit": {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": 1000}}',
    "ses": '{"SendingEnabled": true, "ProductionAccessEnabled": true, "VerifiedForSendingStatus": true,'
    ' "SendQuota": {"MaxSendRate": 14, "Max24HourSend": 50000}}',
    "sts": "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account><Arn>a</Arn>"
    "</GetCallerIdentityResult></GetCallerIdentityResponse>",
    "cloudformation": "<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
    "<StackStatus>CREATE_COMPLETE</StackStatus>"
    "<Parameters><member><ParameterKey>EventId</ParameterKey><ParameterValue>forum-essai</ParameterValue></member>"
    "<member><ParameterKey>Stage</ParameterKey><ParameterValue>training</ParameterValue></member>"
    "<member><ParameterKey>MailsASecond</ParameterKey><ParameterValue>1</ParameterValue></member>"
    "<member><ParameterKey>MailFrom</ParameterKey><ParameterValue>a@example.org</ParameterValue></member></Parameters>"
    "<Outputs><member><OutputKey>TableName</OutputKey><OutputValue>pointage</OutputValue></member></Outputs>"
    "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>",
}


class Wire:
    """What would leave the machine: the host that each service is called at, by the name that it is signed for."""

    def __init__(self) -> None:
        self.hosts: dict[str, set[str]] = {}

    def send(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        """Note a request; answer it unless the simulation of the table will."""
        signed = SCOPE.search(str(request.headers.get("Authorization")))
        assert signed, f"{request.url} is not signed for {REGION}"
        host = re.sub(r"^https://([^/]+)/.*$", r"\1", str(request.url))
        self.hosts.setdefault(signed[1], set()).add(host)
        if signed[1] == "dynamodb":
            return None
        body = ANSWERS[signed[1]].encode()
        return AWSResponse(str(request.url), 200, HTTPHeaders(), MockRawResponse(body))


@pytest.fixture
def wire(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A shell in which an operator has set AWS_REGION, keys, and what the runbook asks for."""
    wire = Wire()
    with monkeypatch.context() as patch:
        for name in ("AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
            patch.delenv(name, raising=False)
        for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
            patch.setenv(name, "/dev/null")
        patch.setenv("AWS_REGION", REGION)
        patch.setattr(aws, "client", made_client)
        aws.forget()
        # All but the table's: the simulation leaves these alone.
        patch.setitem(moto_config["core"]["passthrough"], "urls", [rf"https://(?!dynamodb\.)[\w-]+\.{REGION}\."])
        aws._session().get_component("event_emitter").register("before-send", wire.send)
        yield wire
        aws.forget()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_calls_the_regions_own_hosts(wire: Wire, name: str) -> None:
    command, services = COMMANDS[name]

    command()

    assert wire.hosts.keys() == services
    for service, hosts in wire.hosts.items():
        assert hosts == {f"{'email' if service == 'ses' else service}.{REGION}.amazonaws.com"}
