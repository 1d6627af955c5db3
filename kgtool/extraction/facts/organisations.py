"""Facts of organisations: in, an organisation as a document has it; out, its names there and what it is a unit of."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.extraction.entities import Organisation
from kgtool.extraction.facts.writer import FactWriter
from kgtool.model import Fact


def organisation_facts(write: FactWriter, organisation: Organisation) -> Iterator[Fact]:
    """Yield the facts of one organisation; a second full name or acronym is a variant."""
    iri = write.iri.organisation(organisation)
    context = write.organisation(organisation)
    for kind, forms in organisation.names.items():
        for number, (form, span) in enumerate(forms):
            use = "variant" if number and kind in {"preferred", "acronym"} else kind
            yield write.name(iri, form, use, span, context)
            context = ()
    if organisation.parent is not None and organisation.parent_span is not None:
        parent = write.iri.organisation(organisation.parent)
        yield write.direct(iri, "unitOf", parent, [organisation.parent_span], "unit-of")
