"""One JSON object a line."""

from __future__ import annotations

import json
import subprocess
import sys

from detection.lines import report, report_lines

KEYS = {"text", "kind", "reasons", "causes", "confidence", "clues"}


def test_a_line_has_the_promised_keys() -> None:
    line = json.loads(report("这么便宜,是正品吗"))
    assert set(line) == KEYS
    assert line["kind"] == "doubt"
    assert "price" in line["reasons"]
    assert any("价格质疑:「" in clue for clue in line["clues"])


def test_chinese_is_written_as_it_is() -> None:
    assert "是正品吗" in report("是正品吗")


def test_the_code_of_a_threat_is_among_the_reasons() -> None:
    assert "threat.escalation" in json.loads(report("再不处理我就打12315"))["reasons"]


def test_blank_lines_are_reported_too() -> None:
    out: list[str] = []
    report_lines(["是正品吗\n", "\n", "早上好\r\n"], out.append)
    assert [json.loads(line)["kind"] for line in out] == ["doubt", "none", "none"]
    assert json.loads(out[1]) == {
        "text": "",
        "kind": "none",
        "reasons": [],
        "causes": [],
        "confidence": 1.0,
        "clues": [],
    }


def test_detection_starts_without_aiogram_or_storage() -> None:
    code = (
        "import sys, detection.lines as lines; lines.report('是正品吗');"
        "print([name for name in ('aiogram', 'sqlalchemy', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
