"""kgtool export: in, the project's graph; out, the same for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, write

FILES = (
    *("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"),
    *("graphml", "gexf", "csv", "openrefine", "icalendar", "void"),
)
FOLDERS = ("neo4j", "tables", "parquet")


@click.command()
@click.option(
    "--format", "form", type=click.Choice((*FILES, *FOLDERS)), default="turtle", show_default=True, help="The format."
)
@click.option("--no-inference", is_flag=True, help="Leave out what is inferred.")
@click.option("--no-evidence", is_flag=True, help="Leave out passages and statements.")
@click.option("--labels", is_flag=True, help="Add labels to Turtle, as comments behind what has no words of its own.")
@click.option(
    "--frame",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Give JSON-LD the shape of the frame in FILE (needs PyLD).",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE, or to a folder of files."
)
@click.pass_obj
def export(
    session: Session,
    form: str,
    no_inference: bool,
    no_evidence: bool,
    labels: bool,
    frame: Path | None,
    output: Path | None,
) -> None:
    """Write the graph for other tools.

    RDF formats hold all that queries see: ontology, reference data, facts, evidence and what is inferred; nquads and
    trig with a named graph for each document. graphml and gexf hold the entities and what holds between them, with
    times as intervals and evidence on the edges; csv has a line for each triple, openrefine one for each triple and
    passage behind it, to reconcile and upload as referenced statements; icalendar holds the meetings.

    jsonld reads like plain JSON: what has a label stands at the top, records within what points to them. A frame
    (JSON-LD 1.1 Framing), as {"@type": "ipco:Meeting", "@embed": "@never"}, gives it another shape; it needs no context
    for the terms of the export.

    Folders: neo4j is CSV for neo4j-admin with Cypher that loads it; tables is a CSV for each class with a
    datapackage.json; parquet is the same as Parquet (needs pyarrow).

    A description of the graph in VoID and DCAT goes with every file, as FILE.void.ttl or void.ttl in the folder; void
    is that alone.
    """
    from kgtool.answers.export import Scope
    from kgtool.pipeline.changes import Change, apply
    from kgtool.pipeline.exporting import Export

    if labels and form != "turtle":
        raise click.UsageError("--labels is for --format turtle: the other formats have no comments, or labels already")
    if frame and form != "jsonld":
        raise click.UsageError("--frame is for --format jsonld")
    scope = Scope(inferred=not no_inference, evidence=not no_evidence, labels=labels, frame=frame)
    made = Export(session.project(), form, scope)
    if form in FILES:
        is_described = form != "void" and output is not None and str(output) != "-"
        write(made.counted_pieces() if is_described else made.pieces(), output)
        if is_described and output is not None and output.is_file():  # no pipe
            beside, description = made.beside(output)
            write([description], beside)
        return
    if output is None or str(output) == "-":
        raise click.UsageError(f"{form} is a folder of files: name it with -o DIR")
    apply(Change(made.files()), output, output / ".kgtool-staging")
