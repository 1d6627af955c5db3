"""kgtool export: in, the project's graph; out, the same for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, write

FILES = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml", "graphml", "gexf", "csv")
FOLDERS = ("neo4j",)


@click.command()
@click.option(
    "--format", "form", type=click.Choice((*FILES, *FOLDERS)), default="turtle", show_default=True, help="The format."
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE; a folder for neo4j."
)
@click.pass_obj
def export(session: Session, form: str, output: Path | None) -> None:
    """Write the graph for other tools.

    RDF formats hold all that queries see: ontology, reference data, facts, evidence and what is inferred. The others
    hold the entities and what holds between them.
    """
    from kgtool.pipeline.changes import Change, apply
    from kgtool.pipeline.uses import exported, exported_folder

    project = session.project()
    if form in FILES:
        write(exported(project, form), output)
        return
    if output is None or str(output) == "-":
        raise click.UsageError(f"{form} is a folder of files: name it with -o DIR")
    files = {name: text.encode() for name, text in exported_folder(project, form).items()}
    apply(Change(files), output, output / ".kgtool-staging")
