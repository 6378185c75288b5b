"""What may stand before the API: linted, and read here; nobody has deployed it."""

import re
import secrets

from infra.local import template
from infra.local.stack import ROOT
from tests.gateway import routes

CLOUDFRONT = template.load(ROOT / "infra/cloudfront.yaml")
FRONT = CLOUDFRONT["Resources"]["Front"]["Properties"]["DistributionConfig"]
(FLOOD,) = CLOUDFRONT["Resources"]["Flood"]["Properties"]["Rules"]
NOTHING_IS_KEPT = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


def test_a_campus_behind_one_address_is_no_flood() -> None:
    rate = FLOOD["Statement"]["RateBasedStatement"]

    assert rate["Limit"] == {"Ref": "RequestsInFiveMinutes"}
    assert CLOUDFRONT["Parameters"]["RequestsInFiveMinutes"]["MinValue"] >= 2_000
    assert (rate["EvaluationWindowSec"], rate["AggregateKeyType"]) == (300, "IP")


def test_a_request_with_a_pass_is_never_counted() -> None:
    matched = FLOOD["Statement"]["RateBasedStatement"]["ScopeDownStatement"]["NotStatement"]["Statement"]
    told = matched["RegexMatchStatement"]

    assert told["FieldToMatch"] == {"SingleHeader": {"Name": "authorization"}}
    assert re.search(told["RegexString"], f"Bearer {secrets.token_urlsafe(32)}")
    assert not re.search(told["RegexString"], "Bearer nobody")


def test_only_files_that_name_their_version_are_kept_at_the_edge() -> None:
    (kept,) = FRONT["CacheBehaviors"]

    prefix = kept["PathPattern"].removesuffix("*")
    assert [key for key in routes() if key.split()[1].startswith(prefix)] == ["GET /site/{path+}"]
    assert FRONT["DefaultCacheBehavior"]["CachePolicyId"] == NOTHING_IS_KEPT
    assert CLOUDFRONT["Resources"]["Files"]["Properties"]["CachePolicyConfig"]["DefaultTTL"] == 0


def test_the_log_knows_of_an_address_its_network_and_of_a_request_no_query() -> None:
    fields = CLOUDFRONT["Resources"]["LogDelivery"]["Properties"]["RecordFields"]

    assert {"asn", "c-country"} <= {*fields}
    assert not {"c-ip", "c-port", "x-forwarded-for", "cs-uri-query", "cs(Cookie)", "cs(Referer)"} & {*fields}
