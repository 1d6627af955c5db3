"""Times not kept: in, a sentence; out, the stretches whose times and places a meeting was meant to have and had not.

"It should have been held in Oslo in May", "originally planned for June 2020, it took place in March".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.entities import TimeMention
from kgtool.model import Span


class Unmet:
    """Finds what a meeting was meant to be and was not."""

    def __init__(self, table: dict[str, Any]) -> None:
        until = table.get("until", "")
        self._never, self._perhaps = (
            cued(re.compile(rf"(?i)\b(?:{'|'.join(table.get(key, [])) or '(?!)'}){until}"))
            for key in ("never", "perhaps")
        )

    def spans(self, text: str, span: Span, dates: Sequence[TimeMention]) -> list[Span]:
        """Return the stretches; what was only first meant counts where the sentence has another time."""
        never = [Span(m.start(), m.end()) for m in self._never.finditer(text, span.start, span.end)]
        perhaps = [Span(m.start(), m.end()) for m in self._perhaps.finditer(text, span.start, span.end)]
        other = any(not any(s.covers(d.span) for s in [*never, *perhaps]) for d in dates)
        return [*never, *perhaps] if other else never
