"""A page's body in; out, for each element how much prose it holds and how much of its text is in links."""

from __future__ import annotations

from dataclasses import dataclass

from kgtool.reading.stored import one_line
from kgtool.reading.web.tree import Element, is_block, is_link

_SHORTEST_PROSE = 40


@dataclass(slots=True)
class Measure:
    """Code points of text, of text in links, and of prose: text outside links in blocks of a sentence's length."""

    text: int = 0
    linked: int = 0
    prose: int = 0
    own_text: int = 0
    own_linked: int = 0

    @property
    def link_density(self) -> float:
        """The share of the text that is in links, 0 to 1."""
        return self.linked / self.text if self.text else 0.0


def measure(body: Element) -> dict[Element, Measure]:
    """Return the measures of the body and every element in it."""
    elements = list(body.iter())
    inside_link: set[Element] = set()
    for element in elements:
        if is_link(element) or element.getparent() in inside_link:
            inside_link.add(element)
    measures = {element: Measure() for element in elements}
    for element in reversed(elements):
        _add_text(measures[element], element.text, element in inside_link)
        _close(element, measures[element])
        above = element.getparent()
        if element is not body and above is not None:
            _add_child(measures[above], measures[element], is_block(element))
            _add_text(measures[above], element.tail, above in inside_link)
    return measures


def _add_text(total: Measure, text: str | None, linked: bool) -> None:
    if not text or text.isspace():
        return
    size = len(one_line(text))
    total.text += size
    total.own_text += size
    if linked:
        total.linked += size
        total.own_linked += size


def _close(element: Element, total: Measure) -> None:
    if is_block(element) and total.own_text >= _SHORTEST_PROSE and 2 * total.own_linked < total.own_text:
        total.prose += total.own_text - total.own_linked


def _add_child(above: Measure, child: Measure, block: bool) -> None:
    above.text += child.text
    above.linked += child.linked
    above.prose += child.prose
    if not block:
        above.own_text += child.own_text
        above.own_linked += child.own_linked
