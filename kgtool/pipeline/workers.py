"""Workers: in, documents and how to read them; out, the results in their order, found by several processes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, parent_process
from os import _exit
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.errors import KgtoolError

if TYPE_CHECKING:
    from kgtool.pipeline.documents import Extracted, Extractor
    from kgtool.pipeline.summary import Failure

_CHUNKS = 8  # for each worker: few enough to cost little, enough for none to be idle at the end
_LARGEST = 16

_extractor: Extractor


def in_workers(extractor: Extractor, paths: Sequence[Path], workers: int) -> Iterator[Extracted | Failure]:
    """Yield what is extracted from each document, in their order; raises KgtoolError if a worker is killed."""
    chunk = max(1, min(_LARGEST, len(paths) // (workers * _CHUNKS)))
    pool = ProcessPoolExecutor(min(workers, len(paths)), initializer=_begin, initargs=(extractor,))
    try:
        yield from pool.map(_from_file, paths, chunksize=chunk)
    except BrokenProcessPool as problem:
        raise KgtoolError(
            "a worker was killed, perhaps for want of memory",
            hint="run the command again, with fewer --workers: what is done is kept",
        ) from problem
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(extractor: Extractor) -> None:
    """Make a process a worker, which ends when the process that began it does, however that ends."""
    global _extractor
    _extractor = extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        _exit(1)


def _from_file(path: Path) -> Extracted | Failure:
    return _extractor.from_file(path)
