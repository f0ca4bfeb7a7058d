"""Reading a Fluent file into lines that are ready to be filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, FluentSerializer, ast
from fluent.syntax.visitor import Visitor

from core.errors import SetupError

Elements = list[ast.TextElement | ast.Placeable]


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a variable in a line."""

    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text. ``names`` are its variables; ``parts`` is None where Fluent itself must join it (choices)."""

    key: str
    source: str
    names: tuple[str, ...]
    parts: tuple[str | Slot, ...] | None


class Catalogue:
    """The lines of one Fluent file by their key.

    Raises:
        SetupError: the file does not parse, or names a text twice.
    """

    def __init__(self, language: str, source: str) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        resource = FluentParser().parse(source)
        self._bundle.add_resource(resource)
        self.lines: dict[str, tuple[Line, ...]] = {}
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise SetupError(f"locales/{language}: {(entry.content or '').strip().partition(chr(10))[0]}")
            if isinstance(entry, ast.Message) and entry.value is not None:
                if entry.id.name in self.lines:
                    raise SetupError(f"locales/{language}: {entry.id.name} stands there twice")
                self.lines[entry.id.name] = self._read(entry.id.name, entry.value)

    def resolve(self, line: Line, values: Mapping[str, str]) -> str:
        """Let Fluent join a line that has choices or refers to other texts."""
        pattern = self._bundle.get_message(line.key).value
        return "" if pattern is None else str(self._bundle.format_pattern(pattern, dict(values))[0])

    def _read(self, key: str, pattern: ast.Pattern) -> tuple[Line, ...]:
        lines = tuple(_line(f"{key}--{row}", elements) for row, elements in enumerate(_split(pattern)))
        for line, elements in zip(lines, _split(pattern), strict=True):
            if line.parts is None:
                single = ast.Message(ast.Identifier(line.key), ast.Pattern(elements))
                self._bundle.add_resource(ast.Resource([single]))
        return lines


def _split(pattern: ast.Pattern) -> list[Elements]:
    """Cut a pattern at its line ends."""
    lines: list[Elements] = [[]]
    for element in pattern.elements:
        if isinstance(element, ast.Placeable):
            lines[-1].append(element)
            continue
        first, *others = (ast.TextElement(piece) for piece in element.value.split("\n"))
        lines[-1].append(first)
        lines.extend([other] for other in others)
    return lines


def _line(key: str, elements: Elements) -> Line:
    parts = [_part(element) for element in elements]
    simple = None if None in parts else tuple(cast("list[str | Slot]", [part for part in parts if part != ""]))
    return Line(key=key, source=_source(elements), names=_names(elements), parts=simple)


def _part(element: ast.TextElement | ast.Placeable) -> str | Slot | None:
    if isinstance(element, ast.TextElement):
        return element.value
    if isinstance(element.expression, ast.VariableReference):
        return Slot(element.expression.id.name)
    if isinstance(element.expression, ast.StringLiteral):
        return str(element.expression.parse()["value"])
    return None


class _Names(Visitor):
    """Collects the variables below a node."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  # the visitor's own naming
        """Note one variable."""
        self.found[node.id.name] = None


def _names(elements: Elements) -> tuple[str, ...]:
    visitor = _Names()
    for element in elements:
        visitor.visit(element)
    return tuple(visitor.found)


def _source(elements: Elements) -> str:
    message = ast.Message(ast.Identifier("x"), ast.Pattern(elements or [ast.TextElement("")]))
    return FluentSerializer().serialize_entry(message).removeprefix("x =").strip()
