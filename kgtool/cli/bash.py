"""Completion in Bash: in, the line as it is typed; out, what its last word may become.

Bash breaks words at ``=`` and ``:`` too, and completes what follows the last of these: click's own script, which is for
words without them, would offer nothing for ``-p person=person:h``.
"""

from __future__ import annotations

import os
from typing import Any

from click.shell_completion import BashComplete, CompletionItem, split_arg_string

_SOURCE = """\
%(complete_func)s() {
    local completion
    COMPREPLY=()
    while IFS= read -r completion; do
        COMPREPLY+=("$completion")
        [[ $completion == *= ]] && compopt -o nospace 2>/dev/null
    done < <(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="${COMP_WORDS[COMP_CWORD]}" \\
        %(complete_var)s=bash_complete "$1")
}
complete -o default -o nosort -F %(complete_func)s %(prog_name)s
"""


class WholeWords(BashComplete):
    """Completes words as the shell passes them to a command, and gives back the part that Bash replaces."""

    source_template = _SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to be completed, without the command, and its beginning."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)
        incomplete = "" if line[-1:].isspace() else words.pop()
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return what stands for the part of the word behind the last break."""
        _, incomplete = self.get_completion_args()
        behind = os.environ["COMP_WORD"]
        behind = "" if behind in ("=", ":") else behind
        kept = incomplete[: max(len(incomplete) - len(behind), 0)]
        return str(item.value).removeprefix(kept)
