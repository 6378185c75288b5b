"""What is counted and told of: held to the log's lines, to the metrics that AWS documents, and to the runbook."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from attendance.vocabulary.codes import MailFault, MailState
from attendance.vocabulary.log_lines import COUNTED
from infra.local import template
from infra.local.stack import ROOT
from tests.infra.translation import made, resources

WATCH = template.load(ROOT / "infra/watch.yaml")
FOUND = WATCH["Resources"]
ALARMS = {name: told["Properties"] for name, told in FOUND.items() if told["Type"] == "AWS::CloudWatch::Alarm"}
FILTERS = {name: told["Properties"] for name, told in FOUND.items() if told["Type"] == "AWS::Logs::MetricFilter"}

# https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
MEASURED_BY_AWS: dict[str, tuple[set[str], list[set[str]]]] = {
    "AWS/ApiGateway": (
        {"4xx", "5xx", "Count", "IntegrationLatency", "Latency", "DataProcessed"},
        [{"ApiId"}, {"ApiId", "Stage"}, {"ApiId", "Stage", "Method", "Resource"}],
    ),
    "AWS/Lambda": ({"ConcurrentExecutions", "Errors", "Throttles", "IteratorAge"}, [set(), {"FunctionName"}]),
    "AWS/DynamoDB": (
        {
            "ConsumedReadCapacityUnits",
            "ConsumedWriteCapacityUnits",
            "ReadThrottleEvents",
            "TransactionConflict",
            "WriteThrottleEvents",
        },
        [{"TableName"}, {"TableName", "GlobalSecondaryIndexName"}],
    ),
    "AWS/SQS": ({"ApproximateNumberOfMessagesVisible"}, [{"QueueName"}]),
    "AWS/SES": ({"Reputation.BounceRate", "Reputation.ComplaintRate"}, [set()]),
}
"""The metrics of AWS that are used, by namespace, and by what they are told apart."""

OURS = {
    transformation["MetricName"]: {each["Key"] for each in transformation.get("Dimensions", [])}
    for told in FILTERS.values()
    for transformation in told["MetricTransformations"]
}


def metrics(alarm: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "MetricName" in alarm:
        yield alarm
    for each in alarm.get("Metrics", []):
        if "MetricStat" in each:
            yield each["MetricStat"]["Metric"]


def exists(namespace: Any, name: str, dimensions: set[str]) -> bool:
    if namespace == {"Ref": "Stack"} or namespace == "${Stack}":
        return OURS.get(name) == dimensions
    names, told_apart = MEASURED_BY_AWS[namespace]
    return name in names and dimensions in told_apart


@pytest.mark.parametrize("name", FILTERS)
def test_what_is_counted_is_a_line_of_the_log_with_these_fields(name: str) -> None:
    pattern = FILTERS[name]["FilterPattern"]
    lines = re.findall(r'\$\.message = "(\w+)"', pattern)
    (counted,) = FILTERS[name]["MetricTransformations"]
    values = [counted["MetricValue"], *(each["Value"] for each in counted.get("Dimensions", []))]

    used = set(re.findall(r"\$\.(\w+)", " ".join([pattern, *values]))) - {"message"}
    # What Lambda itself writes is text.
    assert lines or not used
    assert all(used <= {*COUNTED[line]} for line in lines)
    assert set(re.findall(r'\$\.(?:state|error) = "(\w+)"', pattern)) <= {*MailState, *MailFault}


def test_a_line_that_is_to_be_counted_is() -> None:
    patterns = " ".join(told["FilterPattern"] for told in FILTERS.values())

    assert {line for line in COUNTED if f'"{line}"' not in patterns} == set()


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_looks_at_a_metric_that_there_is_and_tells_somebody(name: str) -> None:
    looked_at = [*metrics(ALARMS[name])]

    assert looked_at
    for metric in looked_at:
        dimensions = {each["Name"] for each in metric.get("Dimensions", [])}
        assert exists(metric["Namespace"], metric["MetricName"], dimensions), metric
    assert ALARMS[name]["AlarmActions"] == [{"Ref": "Told"}]


def test_the_runbook_says_of_each_alarm_what_its_mail_says() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|$", (ROOT / "infra/README.md").read_text(), re.MULTILINE)

    told = {name: " ".join(alarm["AlarmDescription"].split()) for name, alarm in ALARMS.items()}
    assert {name: text for name, text in rows if name in told} == told


SAID_OF_THRESHOLDS: dict[str, dict[str, float]] = {
    "RequestsFail": {"Five requests": 5},
    "ScansSlow": {"more than a second and a half": 1_500},
    "ScansKept": {"a quarter of an hour": 900},
    "FunctionsFail": {"five times": 5},
    "StreamLags": {"more than ten minutes": 600_000},
    "TableConflicts": {"500 times": 500},
    "MailsBounce": {"More than three in a hundred": 0.03},
    "MailsComplained": {"More than one in two thousand": 0.0005},
}
SAID_OF_SECONDS: dict[str, dict[str, int]] = {
    "RequestsFail": {"in five minutes": 300},
    "ScansSlow": {"for three minutes": 180},
    # After the five minutes that make a phone a silent one.
    "AllPhonesSilent": {"for ten minutes": 600},
    "FunctionsFail": {"in five minutes": 300},
    "TableConflicts": {"in five minutes": 300},
}
"""The figures in what alarms say."""


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_goes_off_at_the_figures_that_it_says(name: str) -> None:
    alarm, of_threshold, of_seconds = ALARMS[name], SAID_OF_THRESHOLDS.get(name, {}), SAID_OF_SECONDS.get(name, {})
    (period,) = {
        one["Period"]
        for one in [alarm, *(m.get("MetricStat", {}) for m in alarm.get("Metrics", []))]
        if "Period" in one
    }

    text = " ".join(alarm["AlarmDescription"].split())
    assert all(words in text for words in [*of_threshold, *of_seconds])
    assert {*of_threshold.values()} <= {alarm["Threshold"]}
    assert {*of_seconds.values()} <= {period * alarm["EvaluationPeriods"]}


def test_the_days_dashboard_shows_metrics_that_there_are_and_every_alarm() -> None:
    body = json.loads(FOUND["Day"]["Properties"]["DashboardBody"]["Fn::Sub"])
    first, *widgets = [widget["properties"] for widget in body["widgets"]]

    assert first["alarms"] == [f"${{{name}.Arn}}" for name in ALARMS]
    for shown in [metric for widget in widgets for metric in widget["metrics"]]:
        match shown:
            case [{"expression": search}]:
                label, name = re.findall(r"\{\"\$\{Stack\}\",(\w+)\} MetricName=\"(\w+)\"", search)[0]
                assert exists("${Stack}", name, {label})
            case ["...", *_]:
                pass
            case [namespace, name, *rest]:
                assert exists(namespace, name, {text for text in rest[::2] if isinstance(text, str)}), shown


def test_doors_are_measured_by_themselves_because_an_alarm_looks_at_them() -> None:
    settings = resources()["ApiApiGatewayDefaultStage"]["Properties"]["RouteSettings"]
    dimensions = {each["Name"]: each["Value"] for each in ALARMS["ScansSlow"]["Dimensions"]}

    measured = {route for route, told in settings.items() if told.get("DetailedMetricsEnabled")}
    assert measured == {f"{dimensions['Method']} {dimensions['Resource']}"}


def test_nobody_is_told_where_nobody_asked_for_it() -> None:
    assert "Watch" not in made({})
    assert "Watch" in made({"AlarmMail": "lola@example.org"})
    assert resources()["Watch"]["Properties"]["Parameters"].keys() == WATCH["Parameters"].keys()
