from typing import Any

from infra.local import routes


def operation(function: str) -> dict[str, object]:
    address = (
        f"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/functions/${{{function}.Arn}}/invocations"
    )
    return {"x-amazon-apigateway-integration": {"type": "aws_proxy", "uri": {"Fn::Sub": address}}}


def test_each_operation_of_the_document_is_a_route_to_its_function() -> None:
    paths: dict[str, Any] = {
        "/api/scans": {"post": operation("ScanFunction")},
        "/site/{path+}": {"x-amazon-apigateway-any-method": operation("PagesFunction")},
        "/api/attendees": {"get": operation("AttendeesFunction"), "options": {}},
    }
    resources: dict[str, Any] = {
        "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Body": {"paths": paths}}},
        "ScanFunction": {"Type": "AWS::Lambda::Function"},
        "PagesFunction": {"Type": "AWS::Lambda::Function"},
        "AttendeesFunction": {"Type": "AWS::Lambda::Function"},
    }

    assert dict(routes.wanted(resources, "Api")) == {
        "POST /api/scans": "ScanFunction",
        "ANY /site/{path+}": "PagesFunction",
        "GET /api/attendees": "AttendeesFunction",
    }
