"""A PDF file whose many small objects are compressed together, as reportlab does not write them (PDF 1.5)."""

import re
import zlib
from collections.abc import Mapping
from itertools import batched

# Readers unpack a whole stream for one of its objects.
_TOGETHER = 200


def packed(file: bytes, offsets: Mapping[int, int], small: Mapping[int, str]) -> bytes:
    """Return a file whose small objects, by their numbers, are in streams. They are neighbours in it."""
    table = int(file.rpartition(b"startxref")[2].split()[0])
    begin, end = offsets[min(small)], offsets.get(max(small) + 1, table)
    places = {n: (1, at if at < end else at - (end - begin), 0) for n, at in offsets.items() if n not in small}
    made = bytearray(file[:begin] + file[end:table])
    number = max(offsets)
    for together in batched(small.items(), _TOGETHER, strict=False):
        number += 1
        places[number] = (1, len(made), 0)
        index, content = "", ""
        for place, (each, written) in enumerate(together):
            places[each] = (2, number, place)
            index += f"{each} {len(content)} "
            content += f"{written}\n"
        kind = f"/Type/ObjStm/N {len(together)}/First {len(index)}"
        made += _stream(number, kind, f"{index}{content}".encode("latin-1"))
    number += 1
    start = len(made)
    places |= {0: (0, 0, 0xFFFF), number: (1, start, 0)}
    rows = b"".join(
        kind.to_bytes(1) + at.to_bytes(4) + place.to_bytes(2) for _, (kind, at, place) in sorted(places.items())
    )
    trailer = file[table:].partition(b"trailer")[2].partition(b"<<")[2].rpartition(b">>")[0].decode("latin-1")
    kept = re.sub(r"/Size \d+", f"/Size {number + 1}", trailer)
    return bytes(made + _stream(number, f"/Type/XRef/W[1 4 2]{kept}", rows) + f"startxref\n{start}\n%%EOF\n".encode())


def _stream(number: int, keys: str, content: bytes) -> bytes:
    held = zlib.compress(content)
    head = f"{number} 0 obj\n<<{keys}/Filter/FlateDecode/Length {len(held)}>>\nstream\n"
    return head.encode("latin-1") + held + b"\nendstream\nendobj\n"
