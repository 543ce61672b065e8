"""Speaks the protocol and misbehaves on request; documents say how in their content."""

import os
import sys
import time

from kzpipe_spark.frames import Frame, Part, read_frame


def main() -> None:
    source, out = sys.stdin.buffer, sys.stdout.buffer

    def send(frame: Frame) -> None:
        out.write(frame.encoded())
        out.flush()

    if "--no-hello" in sys.argv:
        print("cannot load the model", file=sys.stderr)
        raise SystemExit(2)
    read_frame(source)
    send(Frame("hello", {"protocol": 1, "config_sha256": "c0ffee"}))
    while (frame := read_frame(source)) is not None and frame.type == "document":
        sequence, content = frame.members["seq"], frame.parts[0].content
        if content == b"die":
            os._exit(9)
        if content == b"hang":
            time.sleep(3600)
        if content == b"flood":
            sys.stderr.write("x" * 1_000_000)
        if content == b"noise":
            out.write(b"this is no frame")
            out.flush()
        if content == b"wrong":
            sequence += 7
        if content == b"refuse":
            send(Frame("error", {"seq": sequence, "error": {"code": "no_article", "message": "none", "stage": "parse"}}))
            continue
        part = Part({"name": "output", "exporter": "copy", "record": "all.jsonl"}, content)
        send(Frame("answer", {"seq": sequence, "id": content[:20].decode(), "slug": frame.members["uri"]}, [part]))


main()
