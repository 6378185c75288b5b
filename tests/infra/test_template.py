from pathlib import Path
from typing import Any

from infra.local import template

ROOT = Path(__file__).resolve().parents[2]


def loaded(tmp_path: Path, text: str) -> template.Template:
    path = tmp_path / "template.yaml"
    path.write_text(text)
    return template.load(path)


def test_short_tags_are_read_as_their_long_forms(tmp_path: Path) -> None:
    read = loaded(
        tmp_path,
        """
        A: !Ref Table
        B: !GetAtt Table.Arn
        C: !Sub "${Table.Arn}/index/GSI1"
        D: !Join [":", [a, !Ref Table]]
        E: !GetAtt [Table, Arn]
        """,
    )

    assert read == {
        "A": {"Ref": "Table"},
        "B": {"Fn::GetAtt": ["Table", "Arn"]},
        "C": {"Fn::Sub": "${Table.Arn}/index/GSI1"},
        "D": {"Fn::Join": [":", ["a", {"Ref": "Table"}]]},
        "E": {"Fn::GetAtt": ["Table", "Arn"]},
    }


def test_every_folder_that_the_template_names_is_in_the_project() -> None:
    folders = dict(template.folders(template.load(ROOT / "template.yaml"), ROOT))

    assert len(folders) > 1
    assert [name for name, folder in folders.items() if not folder.is_dir()] == []


def test_an_archive_takes_the_place_of_its_folder_and_nothing_else_changes() -> None:
    source: dict[str, Any] = {
        "Resources": {
            "Scan": {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "functions/scan/", "Timeout": 15}},
            "Layer": {"Type": "AWS::Serverless::LayerVersion", "Properties": {"ContentUri": "shared/"}},
            "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {}},
        }
    }

    changed = template.with_archives(source, {"Scan": "s3://code/a.zip", "Layer": "s3://code/b.zip"})

    assert changed["Resources"] == {
        "Scan": {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "s3://code/a.zip", "Timeout": 15}},
        "Layer": {"Type": "AWS::Serverless::LayerVersion", "Properties": {"ContentUri": "s3://code/b.zip"}},
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {}},
    }
    assert source["Resources"]["Scan"]["Properties"]["CodeUri"] == "functions/scan/"


def test_here_no_bucket_asks_for_an_encrypted_connection() -> None:
    """The emulator is spoken to over HTTP, and holds that policy against the functions."""
    source = template.load(ROOT / "template.yaml")
    asking = [name for name, value in source["Resources"].items() if value["Type"] == "AWS::S3::BucketPolicy"]

    changed = template.over_plain_http(source)

    assert asking == ["FilesPolicy"]
    assert source["Resources"].keys() - changed["Resources"].keys() == {"FilesPolicy"}


def test_here_a_call_of_any_function_may_last_as_long_as_lambda_lets_one() -> None:
    """The rest of the machine is busy with other things, and a function that is slow for that is no fault."""
    source = template.load(ROOT / "template.yaml")

    changed = template.unhurried(source)

    functions = [each for each in changed["Resources"].values() if each["Type"] == "AWS::Serverless::Function"]
    assert len(functions) > 30
    assert {each["Properties"]["Timeout"] for each in functions} == {900}
    assert source["Globals"]["Function"]["Timeout"] < 900
