"""The reading process: pictures come in on stdin, their lines go out on stdout. Started by ``machine.reader`` alone.

In: width and height (two big-endian 32-bit numbers), then the RGB pixels. Out: a length, then JSON.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any, BinaryIO

NICE = 5
"""Whoever waits for an answer comes before whoever waits for a picture."""
SIZE = struct.Struct(">II")
LENGTH = struct.Struct(">I")


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Read pictures until the other side hangs up."""
    engine = build_engine()
    sink.write(LENGTH.pack(0))
    sink.flush()
    while head := source.read(SIZE.size):
        width, height = SIZE.unpack(head)
        answer = json.dumps(read(engine, source.read(width * height * 3), width, height)).encode()
        sink.write(LENGTH.pack(len(answer)) + answer)
        sink.flush()


def build_engine() -> Any:
    """Return the recogniser with the models that lie in its wheel: nothing is downloaded."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def read(engine: Any, pixels: bytes, width: int, height: int) -> list[Any]:
    """Return the lines of a picture: text, the place of the whole, and each character with its place."""
    import numpy

    picture = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width, 3)[:, :, ::-1]
    result = engine(numpy.ascontiguousarray(picture), return_word_box=True, return_single_char_box=True)
    if result.txts is None or result.boxes is None:
        return []
    return [
        [text, _plain(box), [[char, _plain(place)] for char, _, place in characters]]
        for text, box, characters in zip(result.txts, result.boxes, result.word_results, strict=True)
    ]


def _plain(quad: Any) -> list[list[float]]:
    return [[float(x), float(y)] for x, y in quad]


def main() -> None:
    """Keep stdout for answers alone: what libraries print goes to stderr."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if hasattr(os, "nice"):
        os.nice(NICE)
    serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
