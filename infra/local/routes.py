"""Makes what the emulator leaves out of a deployed stack: the API's routes, and the tables' expiry.

It accepts the OpenAPI document that SAM makes of the functions' events, but creates no route of it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_apigatewayv2 import ApiGatewayV2Client
    from mypy_boto3_dynamodb import DynamoDBClient

type Resources = Mapping[str, Mapping[str, Any]]


def wanted(resources: Resources, api: str) -> Iterator[tuple[str, str]]:
    """Yield each route of an API's document with the logical id of its function."""
    for path, operations in resources[api]["Properties"]["Body"]["paths"].items():
        for method, operation in operations.items():
            address = json.dumps(operation.get("x-amazon-apigateway-integration", {}).get("uri", ""))
            function = next((name for name in resources if "${" + name + ".Arn}" in address), None)
            if function:
                yield f"{'ANY' if 'any' in method else method.upper()} {path}", function


def make_routes(gateway: "ApiGatewayV2Client", api_id: str, arns: Mapping[str, str]) -> None:
    """Make the API's routes exactly those of `arns`, which maps each to its function."""
    answers = gateway.get_paginator("get_routes").paginate(ApiId=api_id)
    there = {route["RouteKey"]: route["RouteId"] for answer in answers for route in answer["Items"]}
    for key in there.keys() - arns.keys():
        gateway.delete_route(ApiId=api_id, RouteId=there[key])
    integrations: dict[str, str] = {}
    for key in arns.keys() - there.keys():
        arn = arns[key]
        if arn not in integrations:
            made = gateway.create_integration(
                ApiId=api_id, IntegrationType="AWS_PROXY", PayloadFormatVersion="2.0", IntegrationUri=arn
            )
            integrations[arn] = made["IntegrationId"]
        gateway.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integrations[arn]}")


def set_expiry(dynamodb: "DynamoDBClient", resources: Resources, real: Mapping[str, str]) -> None:
    """Turn on the expiry of items, as the template says."""
    for name, resource in resources.items():
        if setting := resource.get("Properties", {}).get("TimeToLiveSpecification"):
            dynamodb.update_time_to_live(TableName=real[name], TimeToLiveSpecification=setting)
