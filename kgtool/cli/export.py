"""kgtool export: in, the project's graph; out, the same for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, write

FILES = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml", "graphml", "gexf", "csv", "icalendar", "void")
FOLDERS = ("neo4j", "tables")


@click.command()
@click.option(
    "--format", "form", type=click.Choice((*FILES, *FOLDERS)), default="turtle", show_default=True, help="The format."
)
@click.option("--no-inference", is_flag=True, help="Leave out what is inferred.")
@click.option("--no-evidence", is_flag=True, help="Leave out passages and statements (other formats never hold them).")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE; a folder for neo4j, tables."
)
@click.pass_obj
def export(session: Session, form: str, no_inference: bool, no_evidence: bool, output: Path | None) -> None:
    """Write the graph for other tools.

    RDF formats hold all that queries see: ontology, reference data, facts, evidence and what is inferred. graphml and
    gexf hold the entities and what holds between them, with times as intervals; neo4j is CSV for neo4j-admin with
    Cypher that loads it; csv has a line for each triple; tables is a CSV for each class with a datapackage.json;
    icalendar holds the meetings; void describes the graph (VoID and DCAT).
    """
    from kgtool.answers.export import Scope
    from kgtool.pipeline.changes import Change, apply
    from kgtool.pipeline.exporting import exported, exported_folder

    project, scope = session.project(), Scope(inferred=not no_inference, evidence=not no_evidence)
    if form in FILES:
        write(exported(project, form, scope), output)
        return
    if output is None or str(output) == "-":
        raise click.UsageError(f"{form} is a folder of files: name it with -o DIR")
    files = {name: text.encode() for name, text in exported_folder(project, form, scope).items()}
    apply(Change(files), output, output / ".kgtool-staging")
