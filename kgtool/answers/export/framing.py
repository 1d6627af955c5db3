"""Framing: in, a JSON-LD document and a frame; out, the document in the shape of the frame (JSON-LD 1.1 Framing).

That is PyLD's work, an extra: a frame says what is to stand at the top and what within it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from kgtool.errors import ProjectError, SyntaxProblem, UsageError


def framed(document: str, frame: Path) -> str:
    """Return a document in the shape of the frame in a file, which needs no context if it has the document's terms.

    The nodes stand in @graph, however many they are. Raises UsageError where PyLD is not installed and for a frame that
    it refuses, SyntaxProblem for one that is no JSON, and ProjectError for a file that cannot be read.
    """
    try:
        from pyld import jsonld
    except ImportError as problem:
        raise UsageError("--frame needs PyLD", hint="pip install 'kgtool[jsonld]'") from problem
    given, wanted = json.loads(document), _read(frame)
    options = {"omitGraph": False, "documentLoader": _refuse}
    try:
        found = jsonld.frame(given, {"@context": given["@context"], **wanted}, options)
    except (jsonld.JsonLdError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        root: BaseException = problem
        while root.__cause__:
            root = root.__cause__
        said = str(root.args[0]) if root.args else type(root).__name__
        hint = "see https://www.w3.org/TR/json-ld11-framing/"
        raise UsageError(f"the frame cannot be used: {said}", where=str(frame), hint=hint) from problem
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except OSError as problem:
        raise ProjectError(
            f"the frame cannot be read: {problem.strerror}", where=str(path), hint="check its name"
        ) from problem
    except json.JSONDecodeError as problem:
        raise SyntaxProblem(
            problem.msg, source=path, line=problem.lineno, column=problem.colno, hint="write JSON"
        ) from problem
    except (UnicodeDecodeError, RecursionError) as problem:
        raise SyntaxProblem("not JSON in UTF-8", source=path, hint="write JSON") from problem
    if not isinstance(found, dict):
        raise SyntaxProblem("a frame is an object", source=path, line=1, hint='write { "@type": … }')
    return found


def _refuse(url: str, _: object) -> NoReturn:
    raise ValueError(f"the context {url} is elsewhere, and nothing is fetched")
