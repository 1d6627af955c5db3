"""Generated files: in, a project; out, which files of facts and evidence are not what their documents give, and why."""

from __future__ import annotations

from kgtool.errors import KgtoolError
from kgtool.pipeline.digests import digest
from kgtool.pipeline.documents import Extracted, Extractor
from kgtool.pipeline.state import generated_files, read_state
from kgtool.project import Project


def edited_files(project: Project) -> dict[str, str]:
    """Return generated files, below the project's folder, that were changed, with the reason in words.

    What the last build left behind tells; a file that it says nothing of is compared with what its document gives now.
    """
    if project.data is not None:
        return {}
    state = read_state(project)
    known = {path: name for files in state.outputs.values() for path, name in files.items()} if state else {}
    found: dict[str, str] = {}
    unknown: list[str] = []
    for path in generated_files(project):
        if path not in known:
            unknown.append(path)
        elif digest((project.root / path).read_bytes()) != known[path]:
            found[path] = "not as the last build wrote it"
    found.update(_compared(project, unknown))
    return found


def _compared(project: Project, paths: list[str]) -> dict[str, str]:
    """Return the files that extraction would write otherwise; a file without a document is left to other checks."""
    stems = {path.rsplit("/", 1)[-1].rsplit(".", 1)[0] for path in paths}
    documents = [path for path in project.documents if path.stem in stems]
    if not documents:
        return {}
    extractor, wanted = Extractor(project), dict[str, bytes]()
    for path in documents:
        try:
            extracted = extractor.from_file(path)
        except KgtoolError:
            return {}
        if isinstance(extracted, Extracted):
            wanted |= {f"graph/{name}": content for name, content in extracted.files.items()}
    differing = [path for path in paths if path in wanted and (project.root / path).read_bytes() != wanted[path]]
    return dict.fromkeys(differing, "not what its document gives, by hand or for lack of a build")
