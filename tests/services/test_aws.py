"""The AWS clients, as AWS itself would see them."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import BotoCoreError, ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from attendance.domain.problem import Busy
from attendance.services import aws, files

REGION = "eu-west-3"


@pytest.fixture(autouse=True)
def _of_a_shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "essai")
    monkeypatch.setenv("AWS_REGION", REGION)
    aws.forget()
    yield
    aws.forget()


@pytest.mark.parametrize(
    "service", ["dynamodb", "s3", "sesv2", "kms", "lambda", "sts", "cloudformation", "acm", "apigatewayv2"]
)
def test_a_shell_that_names_its_region_as_lambda_does_reaches_it(service: str) -> None:
    assert urlsplit(aws.client(service).meta.endpoint_url).hostname == f"{service_host(service)}.{REGION}.amazonaws.com"


def test_a_link_to_a_file_names_the_regions_host(monkeypatch: pytest.MonkeyPatch) -> None:
    # The global host would send a reader of a new bucket on to another, for which the link is not signed.
    monkeypatch.setenv("FILES_BUCKET", "fichiers")

    assert urlsplit(files.link("liste.csv")).hostname == f"fichiers.s3.{REGION}.amazonaws.com"


def test_a_link_on_this_machine_keeps_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILES_BUCKET", "fichiers")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")

    assert files.link("liste.csv").startswith("http://127.0.0.1:4566/fichiers/liste.csv?")


@pytest.mark.parametrize("fault", [ReadTimeoutError, ConnectionClosedError, EndpointConnectionError])
def test_what_has_no_answer_may_be_sent_again_and_a_mail_is_never_repeated(
    fault: Callable[..., Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []

    def lose(request: object, **_: object) -> None:
        sent.append(request)
        raise fault(endpoint_url="https://nowhere", error=OSError())

    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    table, post = aws.client("dynamodb"), aws.client("sesv2", once=True)
    for client in (table, post):
        client.meta.events.register("before-send", lose)

    with pytest.raises(Busy):
        table.list_tables()
    assert len(sent) == 3
    with pytest.raises(BotoCoreError):
        post.get_account()
    assert len(sent) == 4


@pytest.mark.parametrize("once", [False, True])
def test_a_client_gives_a_name_and_does_not_describe_itself_anew_with_each_call(
    once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    client, told = aws.client("sesv2", once=once), set()

    def stop(request: AWSPreparedRequest, **_: object) -> None:
        # A library that logs adds itself at the end.
        told.add(request.headers["User-Agent"].split()[0])
        raise EndpointConnectionError(endpoint_url=request.url)

    client.meta.events.register("before-send", stop)
    with pytest.raises((Busy, EndpointConnectionError)):
        client.get_account()

    assert told == {b"pointage"}


def service_host(service: str) -> str:
    return {"sesv2": "email", "apigatewayv2": "apigateway"}.get(service, service)
