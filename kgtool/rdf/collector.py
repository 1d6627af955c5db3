"""Python's collector of cycles: in, work that makes many values and no cycles; out, the work without its searches.

While values are made, the collector looks through all that live, again and again: a quarter of the time in which
a million triples are read or closed, and two fifths of that in which they are written. What is in no cycle is freed
without it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector from running, in the whole process; afterwards it is as it was."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
