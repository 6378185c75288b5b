"""Bring back what the table has lost: python -m infra.restore FROM [--replace].

FROM is the table as it was, restored beside ours under another name. It may run repeatedly; the counters
are to be recounted afterwards.
"""

import argparse
import sys
import time
from collections import Counter

from attendance.store import table
from infra import target


def restore(origin: str, *, replace: bool) -> tuple[Counter[str], Counter[str]]:
    """Copy each item that our table lacks; return what was copied and what was there, by type."""
    copied: Counter[str] = Counter()
    there: Counter[str] = Counter()
    condition = {} if replace else {"ConditionExpression": "attribute_not_exists(PK)"}
    for page in table.client().get_paginator("scan").paginate(TableName=origin, ConsistentRead=True):
        for item in page["Items"]:
            kind = item["type"]["S"]
            if int(item.get("purge_at", {}).get("N", sys.maxsize)) <= time.time():
                continue
            try:
                table.client().put_item(TableName=table.name(), Item=item, **condition)
                copied[kind] += 1
            except table.client().exceptions.ConditionalCheckFailedException:
                there[kind] += 1
    return copied, there


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="restore", description=__doc__.splitlines()[0])
    parser.add_argument("origin", metavar="FROM", help="the table as it was")
    parser.add_argument("--replace", action="store_true", help="put back what has changed since, too")
    wanted = parser.parse_args(arguments)
    target.choose()
    copied, there = restore(wanted.origin, replace=wanted.replace)
    for kind in sorted({*copied, *there}):
        print(f"{copied[kind]:8} brought back, {there[kind]:8} there already  {kind}")
    print("Recount now: make verify REPAIR=1.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
