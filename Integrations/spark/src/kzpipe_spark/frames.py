"""Frames of kzpipe's protocol, version 1 (docs/protocol.md): a JSON header and a body cut into parts."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Sequence

PROTOCOL = 1

_LENGTHS = struct.Struct(">II")
_HEADER_LIMIT = 1 << 20


class ProtocolError(Exception):
    """The other side does not speak the protocol."""


@dataclass(frozen=True)
class Part:
    members: dict[str, Any]
    content: bytes


@dataclass(frozen=True)
class Frame:
    type: str
    members: dict[str, Any] = field(default_factory=dict)
    parts: Sequence[Part] = ()

    def encoded(self) -> bytes:
        header = {"type": self.type, **self.members}
        if self.parts:
            header["parts"] = [{**part.members, "bytes": len(part.content)} for part in self.parts]
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        body = b"".join(part.content for part in self.parts)
        return _LENGTHS.pack(len(text), len(body)) + text + body


def read_frame(source: BinaryIO) -> Frame | None:
    """The next frame; None where the stream ends between two frames."""
    lengths = source.read(_LENGTHS.size)
    if not lengths:
        return None
    header_bytes, body_bytes = _LENGTHS.unpack(_whole(lengths, _LENGTHS.size))
    if header_bytes > _HEADER_LIMIT:
        raise ProtocolError(f"a header of {header_bytes} bytes: this is no frame")
    try:
        header = json.loads(_whole(source.read(header_bytes), header_bytes))
        type_ = header.pop("type")
        sizes = header.pop("parts", [])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProtocolError(f"the header of a frame cannot be read: {error}") from error
    body = _whole(source.read(body_bytes), body_bytes)
    parts, start = [], 0
    for members in sizes:
        size = members.pop("bytes")
        parts.append(Part(members, body[start : start + size]))
        start += size
    if start != len(body):
        raise ProtocolError("the parts of a frame do not add up to its body")
    return Frame(type_, header, parts)


def _whole(data: bytes, size: int) -> bytes:
    if len(data) < size:
        raise ProtocolError("the stream ends in the middle of a frame")
    return data
