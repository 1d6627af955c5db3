"""A line of text or a declared title in; out, whether it is page furniture or a program's filling, not the author's."""

from __future__ import annotations

import re

_LONGEST = 200

# The first step of a breadcrumb, then at least one more: "Home > News > 2020", "You are here: Home / News".
_CRUMBS = re.compile(
    r"(?:(?:you are here|location|current position|path|position)\s*:?\s*)?"
    r"(?:home|homepage|top|top page|start|accueil|startseite|inicio)\s*(?:>{1,2}|»|›|→|/|\||::|·)\s*\S.*",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"(?<!\w)(?:skip to (?:the )?(?:main )?(?:content|navigation)|main content starts here|"
    r"share(?: this)?(?: page| article| on)?|print(?: this)?(?: page| article)?|e-?mail(?: this)?|facebook|twitter|"
    r"tweet|x|linkedin|whatsapp|instagram|youtube|weibo|wechat|reddit|pinterest|copy link|text size|font(?: size)?|"
    r"small|medium|large|a|(?:back to |to )?top(?: of(?: the)? page)?|back|previous|next|menu|main menu|search|close|"
    r"home|log ?in|sign in|subscribe|rss|download|play|pause|(?:read|show|load) more|more|(?:accept|reject)(?: all)?|"
    r"yes|no)(?!\w)",
    re.IGNORECASE,
)
_SEPARATORS = " \t\r\n|/:,.·•–+-"
_NOTICE = re.compile(
    r"^(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}))|\ball rights reserved\b|"
    r"\b(?:site|website|page|we) (?:uses?|stores?|needs?)\b.{0,40}\bcookies?\b|\bthird-party cookies\b|"
    r"\b(?:enable|requires?|turn on) javascript\b",
    re.IGNORECASE,
)

_PROGRAM_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|office)|powerpoint|untitled|unbenannt|document|title|slide)\b.{0,20}"
    r"|word document|microsoft word - .*|\S+\.(?:docx?|pdf|indd|qxd|rtf|odt|tmp|pptx?|xlsx?)|[\d\W_]*",
    re.IGNORECASE,
)


def is_program_title(title: str) -> bool:
    """Return whether a file's title property was filled by a program: "Microsoft Word - draft2.doc", "untitled"."""
    return bool(_PROGRAM_TITLE.fullmatch(title.strip()))


def is_furniture_line(text: str) -> bool:
    """Return whether the whole text is a breadcrumb, a row of controls, or a copyright or cookie notice."""
    line = text.strip()
    if not line or len(line) > _LONGEST:
        return False
    controls = _CONTROL.search(line) and not _CONTROL.sub("", line).strip(_SEPARATORS)
    return bool(controls or _CRUMBS.fullmatch(line) or _NOTICE.search(line))
