"""What an account must allow before an event: functions at once, mails, a certificate, a domain."""

import socket
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from attendance.services import aws
from infra.readiness import Account, ToDo

# Of an account's functions at once, AWS keeps so many that no function may reserve.
NEVER_RESERVED = 100
ASKED_FOR = 1_000
MISSING = ("NotFoundException", "ResourceNotFoundException")


def concurrency(account: Account) -> str:
    """Say how many functions run at once, if that is enough. Raises ToDo."""
    limits = aws.client("lambda").get_account_settings()["AccountLimit"]
    most, free = limits["ConcurrentExecutions"], limits["UnreservedConcurrentExecutions"]
    wanted = sum(int(account.settings.get(name, 0)) for name in ("MailSenders", "ScanProcesses"))
    reserved = max(most - free, wanted)
    if most - reserved < NEVER_RESERVED:
        raise ToDo(
            f"{most} functions at once, {reserved} of them to be reserved, and {NEVER_RESERVED} must stay free: ask for"
            f" {ASKED_FOR} in Service Quotas (AWS Lambda, Concurrent executions) days ahead; until then"
            " deploy with MAIL_SENDERS=0 SCAN_PROCESSES=0"
        )
    return f"{most} functions at once, {reserved} of them reserved"


def mail_account(account: Account) -> str:
    """Say what SES lets the account send, if that is what the stack sends. Raises ToDo."""
    told = aws.client("sesv2").get_account()
    quota, pace = told.get("SendQuota", {}), int(account.settings["MailsASecond"])
    if not told["SendingEnabled"] or told.get("EnforcementStatus") == "SHUTDOWN":
        raise ToDo("SES has paused this account's sending: its console says why, under Account dashboard")
    if not told["ProductionAccessEnabled"]:
        raise ToDo(
            "SES mails confirmed addresses only, 200 a day: ask for production access (SES console, Account dashboard)"
        )
    if pace > quota["MaxSendRate"]:
        raise ToDo(
            f"SES takes {quota['MaxSendRate']:g} mails a second, the stack sends {pace}: deploy with"
            f" MAILS_A_SECOND={max(1, int(quota['MaxSendRate']))}"
        )
    return f"{quota['MaxSendRate']:g} mails a second, {quota['Max24HourSend']:g} a day"


def mail_sender(account: Account) -> str:
    """Say by what identity mails may leave. Raises ToDo."""
    address = account.settings.get("MailFrom", "")
    if not address:
        raise ToDo("give the address that mails come from: MAIL_FROM=forum@example.org")
    domain = address.rpartition("@")[2]
    told = {name: identity(name) for name in (address, domain)}
    for name, about in told.items():
        if about and about["VerifiedForSendingStatus"]:
            signed = about.get("DkimAttributes", {}).get("Status", "NOT_STARTED")
            return f"{address}, by {name}; DKIM {signed}"
    if told[domain]:
        raise ToDo(f"{domain} is not verified: enter the records that SES asks for into its DNS")
    if told[address]:
        raise ToDo(f"{address} is not verified: open the link that SES has mailed to it")
    raise ToDo(f"SES knows neither {domain} nor {address}: the deployment makes the identity, then confirm it")


def alarms(account: Account) -> str:
    """Say who is told when something fails. Raises ToDo."""
    to = account.settings.get("AlarmMail", "")
    if not to:
        raise ToDo("nobody is told when something fails: deploy with ALARM_MAIL=")
    topic = account.outputs.get("AlarmTopic")
    if topic is None:
        raise ToDo(f"the deployment makes what tells {to}: then open the link that AWS mails there")
    pages = aws.client("sns").get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic)
    states = [told["SubscriptionArn"] for page in pages for told in page["Subscriptions"] if told["Endpoint"] == to]
    # AWS shows a word instead of a name for one that was not confirmed, or was ended by its reader.
    if not any(state.startswith("arn:") for state in states):
        raise ToDo(
            f"{to} gets no alarm: open the link that AWS has mailed there; if it is two days old, have another one"
            f" mailed by `aws sns subscribe --topic-arn {topic} --protocol email --notification-endpoint {to}`"
        )
    return f"{to} is told"


def identity(name: str) -> Mapping[str, Any] | None:
    """Return what SES says of an address or a domain; None if it does not know it."""
    try:
        told: Mapping[str, Any] = aws.client("sesv2").get_email_identity(EmailIdentity=name)
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            return None
        raise
    return told


def certificate(account: Account) -> str:
    """Say until when the domain's certificate is good. Raises ToDo."""
    arn = account.settings.get("CertificateArn", "")
    if not arn:
        raise ToDo("a domain needs a certificate of ACM in this region: CERTIFICATE_ARN=arn:…")
    told = aws.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    if told["Status"] != "ISSUED":
        raise ToDo(f"the certificate is {told['Status']}: enter the records that ACM asks for into the domain's DNS")
    return f"{told['DomainName']}, until {told['NotAfter']:%Y-%m-%d}" if "NotAfter" in told else told["DomainName"]


def domain(name: str) -> str:
    """Say where the event's own domain leads. Raises ToDo."""
    try:
        told = aws.client("apigatewayv2").get_domain_name(DomainName=name)["DomainNameConfigurations"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            raise ToDo(f"the gateway does not know {name}: the deployment makes it") from error
        raise
    address = told["ApiGatewayDomainName"]
    if told.get("DomainNameStatus", "AVAILABLE") != "AVAILABLE":
        raise ToDo(f"{name} is {told['DomainNameStatus']}: look again in some minutes")
    try:
        socket.getaddrinfo(name, 443)
    except OSError as error:
        raise ToDo(f"{name} leads nowhere: enter a CNAME to {address} into its DNS ({error})") from error
    return f"{name}, at {address}"
