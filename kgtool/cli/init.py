"""kgtool init: in, the name of a folder; out, a small project in it that builds."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, nearer


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def init(session: Session, folder: Path) -> None:
    """Make a small working project, to be changed into yours.

    It is about meetings of standards bodies, and complete: an ontology, a lexicon, two documents, reference data,
    shapes, queries, and questions with golden answers. DIR is made, or must be empty but for hidden files.
    """
    from kgtool.pipeline.beginning import begin

    project = begin(folder)
    session.note(f"made a project on {project.settings.title.lower()} in {nearer(str(folder))}")
    session.note(f"Next: kgtool --project {folder} build; README.md in it says how to make it yours.")
