"""OpenRefine: in, triples and the references behind them; out, CSV to reconcile and to upload as referenced statements.

OpenRefine reconciles the columns subject and value with Wikidata or another Wikibase, and its schema turns the lines
into QuickStatements with references (https://openrefine.org/docs/manual/wikibase/overview).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kgtool.answers.export.property_graph import property_graph
from kgtool.answers.export.references import References
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import RDF_TYPE, BlankNode, Literal, Triple
from kgtool.rdf.vocabulary import DCTERMS_TITLE

HEADER = (
    *("subject", "subjectIri", "property", "propertyIri", "value", "valueIri", "valueType"),
    *("referenceTitle", "referenceIri", "referenceStart", "referenceEnd", "referenceQuote"),
)


def openrefine_text(triples: Iterable[Triple], prefixes: Prefixes, references: References) -> Iterator[str]:
    """Yield a header and a line for each triple and passage behind it; without passages, one without reference."""
    said = sorted(set(triples), key=str)
    labels = {node.iri: node.label for node in property_graph(said, prefixes).nodes}
    titles = {
        str(t.subject): t.object.lexical for t in said if t.predicate == DCTERMS_TITLE and isinstance(t.object, Literal)
    }
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(HEADER)
    for triple in said:
        subject, predicate, value = triple
        if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
            continue
        if isinstance(value, Literal):
            told = (value.lexical, "", value.language or prefixes.compact(value.datatype))
        else:
            told = (
                labels.get(value, prefixes.compact(value)),
                str(value),
                "class" if predicate == RDF_TYPE else "item",
            )
        row = (labels[subject], subject, prefixes.compact(predicate), predicate, *told)
        for reference in references.of(triple) or (None,):
            source = (titles.get(reference.document, ""), *reference) if reference else ("",) * 5
            writer.writerow((*row, *source))
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()
