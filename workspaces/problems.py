"""A Problem: what was wrong with something that a person typed, as facts; the texts are said elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import SayableError


@dataclass(frozen=True, slots=True)
class Problem:
    """``key`` names the text that says what was wrong, ``variables`` fill it; ``choices``: the nearest valid ones."""

    key: str
    variables: dict[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()

    def error(self) -> SayableError:
        """Return the error that says the same, for whoever would rather raise it; ``choices`` are joined by 、."""
        return SayableError(self.key, **self.variables, choices="、".join(self.choices))
