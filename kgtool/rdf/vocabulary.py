"""The vocabularies that Python names: in, a local name; out, its IRI.

Terms of a project's own ontology are known here by local name only; their namespace is a setting of the project.
"""

from __future__ import annotations

from kgtool.rdf.terms import IRI, RDF

OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
SH = "http://www.w3.org/ns/shacl#"

RDF_SUBJECT = IRI(RDF + "subject")
RDF_PREDICATE = IRI(RDF + "predicate")
RDF_OBJECT = IRI(RDF + "object")
OWL_SAME_AS = IRI(OWL + "sameAs")
SKOS_PREF_LABEL = IRI(SKOS + "prefLabel")
SKOS_ALT_LABEL = IRI(SKOS + "altLabel")
DCTERMS_TITLE = IRI(DCTERMS + "title")
DCTERMS_LANGUAGE = IRI(DCTERMS + "language")
DCTERMS_SOURCE = IRI(DCTERMS + "source")
DCTERMS_IS_REPLACED_BY = IRI(DCTERMS + "isReplacedBy")
OA_HAS_SOURCE = IRI(OA + "hasSource")
OA_START = IRI(OA + "start")
OA_END = IRI(OA + "end")
OA_EXACT = IRI(OA + "exact")


class Vocabulary:
    """A project's own terms and the concepts of its controlled vocabularies.

    >>> ipco = Vocabulary("https://example.org/ontology#", "https://example.org/vocabulary/")
    >>> ipco("hasChairing")
    'https://example.org/ontology#hasChairing'
    >>> ipco.concept("meeting", "heads")
    'https://example.org/vocabulary/meeting/heads'
    """

    def __init__(self, namespace: str, concepts: str) -> None:
        self.namespace = namespace
        self.concepts = concepts
        self._terms: dict[str, IRI] = {}

    def __call__(self, local: str) -> IRI:
        """Return the IRI of the ontology's class or property with this local name."""
        try:
            return self._terms[local]
        except KeyError:
            return self._terms.setdefault(local, IRI(self.namespace + local))

    def concept(self, scheme: str, notation: str) -> IRI:
        """Return the IRI of the concept with this notation in a scheme (``meeting``, ``heads``)."""
        return IRI(f"{self.concepts}{scheme}/{notation}")
