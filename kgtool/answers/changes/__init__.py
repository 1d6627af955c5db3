"""Changes: in, the triples of two graphs; out, what was added, removed and changed, in words or as a patch."""

from kgtool.answers.changes.compare import Changed, Changes, EntityChanges, Move, compare
from kgtool.answers.changes.patch import patch
from kgtool.answers.changes.writers import WRITERS

__all__ = ["WRITERS", "Changed", "Changes", "EntityChanges", "Move", "compare", "patch"]
