"""What the tz database says of a zone: its clock changes, and the rule that holds after the last of them.

Read from the TZif file (RFC 9636) that ``zoneinfo`` would take: the machine's, else that of the tzdata package.
"""

from __future__ import annotations

import struct
import zoneinfo
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple


class Change(NamedTuple):
    """A clock change: the instant (Unix seconds), the offsets from UTC around it (seconds), and what holds after it."""

    at: int
    before: int
    after: int
    dst: bool
    name: str


class History(NamedTuple):
    """A zone's first offset and name, its changes in order, and the POSIX TZ rule that holds after the last one."""

    offset: int
    name: str
    changes: tuple[Change, ...]
    footer: str


def _data(zone: str) -> bytes:
    zoneinfo.ZoneInfo(zone)  # raises for what is no zone's name, before it becomes part of a path
    parts = zone.split("/")
    for folder in zoneinfo.TZPATH:
        path = Path(folder, *parts)
        if path.is_file():
            return path.read_bytes()
    return resources.files("tzdata.zoneinfo").joinpath(*parts).read_bytes()


def _header(data: bytes, start: int) -> tuple[int, ...]:
    magic, *counts = struct.unpack(">4s1s15x6l", data[start : start + 44])
    if magic != b"TZif":
        raise ValueError("is no TZif file")
    return tuple(counts[1:])


def _size(counts: tuple[int, ...], width: int) -> int:
    utc, std, leap, times, types, chars = counts
    return times * (width + 1) + types * 6 + chars + leap * (width + 4) + std + utc


@lru_cache(maxsize=1024)
def history(zone: str) -> History:
    """Read an IANA zone; ``zoneinfo.ZoneInfoNotFoundError`` where there is none."""
    data = _data(zone)
    counts, start, width, code = _header(data, 0), 44, 4, "l"
    if data[4:5] >= b"2":  # the same again in 64 bits, and the footer after it
        start += _size(counts, 4)
        counts, width, code = _header(data, start), 8, "q"
        start += 44
    _, _, _, times, types, _ = counts
    moments = struct.unpack_from(f">{times}{code}", data, start)
    indices = data[start + times * width : start + times * (width + 1)]
    table = start + times * (width + 1)
    kinds = [struct.unpack_from(">lBB", data, table + 6 * number) for number in range(types)]
    names = table + 6 * types
    footer = data[start + _size(counts, width) :].strip(b"\n").decode("ascii") if width == 8 else ""

    def name(index: int) -> str:
        return data[names + index : data.index(b"\0", names + index)].decode("ascii")

    first = next((kind for kind in kinds if not kind[1]), kinds[0])
    changes, offset = [], first[0]
    for at, index in zip(moments, indices, strict=True):
        after, dst, named = kinds[index]
        if after != offset:
            changes.append(Change(at, offset, after, bool(dst), name(named)))
        offset = after
    return History(first[0], name(first[2]), tuple(changes), footer)
