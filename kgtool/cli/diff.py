"""kgtool diff: in, two graphs; out, how they differ."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, write


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json", "html", "sparql-update")),
    default="text",
    show_default=True,
    help="The form of the answer; sparql-update is the patch that makes A the same as B.",
)
@click.option("--inferred", is_flag=True, help="Compare what follows from the graphs, too.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.pass_obj
def diff(session: Session, before: str, after: str, form: str, inferred: bool, output: Path | None) -> int:
    """Tell what changed between two graphs, entity by entity.

    A and B are RDF files, folders of them, project folders, git revisions such as HEAD~3, or addresses of SPARQL
    endpoints (http://…). Things that only bear another IRI, and evidence that only moved, are told apart from what
    changed in substance. Exits 1 if the graphs differ.
    """
    from kgtool.answers.changes import WRITERS, compare
    from kgtool.pipeline.sides import background, comparable, side
    from kgtool.rdf.vocabulary import Vocabulary

    project = session.project()
    settings = project.settings
    one, other = side(before, project.root), side(after, project.root)
    vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
    changes = compare(*comparable(one, other, inferred=inferred), vocabulary, background(project))
    write(WRITERS[form](changes, project.prefixes), output)
    return 1 if changes else 0
