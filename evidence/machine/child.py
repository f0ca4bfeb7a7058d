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
_FIRST_SIZE = (320, 96)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Read pictures until the other side hangs up."""
    engine = build_engine()
    read(engine, _first_picture(), *_FIRST_SIZE)
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
    from rapidocr.inference_engine.onnxruntime import main as sessions

    sessions.SessionOptions = _calm_options()  # type: ignore[attr-defined]  # there is no setting for it
    # Lines of a batch are filled up to the longest: one by one costs a sixth less.
    return RapidOCR(params={"Global.log_level": "error", "Rec.rec_batch_num": 1})


def _calm_options() -> type[Any]:
    """Return session options whose threads sleep while they wait.

    By default they turn round and round, which takes the CPU from the bot and doubles what a picture costs.
    """
    from onnxruntime import SessionOptions

    class CalmOptions(SessionOptions):  # type: ignore[misc]  # it has no types
        def __init__(self) -> None:
            super().__init__()
            self.add_session_config_entry("session.intra_op.allow_spinning", "0")

    return CalmOptions


def _first_picture() -> bytes:
    """Return a few digits to be read at the start: models are loaded by the first words, not by the engine."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", _FIRST_SIZE, "white")
    ImageDraw.Draw(picture).text((32, 24), "20261122", fill="black", font_size=44)
    return picture.tobytes()


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
