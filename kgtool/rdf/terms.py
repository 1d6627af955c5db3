"""RDF terms as plain, hashable Python values: in, the parts of a term; out, IRI, BlankNode, Literal and Triple.

The one kind of term inside the package (RDF 1.1 Concepts, section 3). Engines translate at their own border.
"""

from __future__ import annotations

from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


class IRI(str):
    """An absolute IRI (RDF 1.1 Concepts, section 3.2)."""

    __slots__ = ()


class BlankNode(str):
    """A blank node; its value begins with ``_:`` so that it never equals an IRI."""

    __slots__ = ()


XSD_STRING = IRI(XSD + "string")
XSD_INTEGER = IRI(XSD + "integer")
XSD_DECIMAL = IRI(XSD + "decimal")
XSD_BOOLEAN = IRI(XSD + "boolean")
XSD_DATE = IRI(XSD + "date")
RDF_LANG_STRING = IRI(RDF + "langString")
RDF_TYPE = IRI(RDF + "type")
RDFS_LABEL = IRI(RDFS + "label")


class Literal(NamedTuple):
    """A literal: lexical form, datatype IRI and, for rdf:langString, a language tag (RDF 1.1 Concepts, section 3.3)."""

    lexical: str
    datatype: IRI = XSD_STRING
    language: str = ""

    @classmethod
    def integer(cls, value: int) -> Literal:
        """Return the xsd:integer literal of a whole number."""
        return cls(str(value), XSD_INTEGER)

    @classmethod
    def boolean(cls, value: bool) -> Literal:
        """Return the xsd:boolean literal of a truth value."""
        return cls("true" if value else "false", XSD_BOOLEAN)

    @classmethod
    def date(cls, value: str) -> Literal:
        """Return the xsd:date literal of a date written YYYY-MM-DD."""
        return cls(value, XSD_DATE)

    @classmethod
    def text(cls, value: str, language: str) -> Literal:
        """Return the language-tagged string."""
        return cls(value, RDF_LANG_STRING, language)


Subject = IRI | BlankNode
Term = IRI | BlankNode | Literal


class Triple(NamedTuple):
    """A triple of subject, predicate and object (RDF 1.1 Concepts, section 3.1)."""

    subject: Subject
    predicate: IRI
    object: Term
