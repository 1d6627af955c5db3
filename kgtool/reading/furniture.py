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
    r"yes|no|advertisement|list|back to (?:the )?(?:list|news|overview)(?: of news)?|close (?:this )?window|"
    r"continue reading(?: the main story)?|loading)(?!\w)",
    re.IGNORECASE,
)
_SEPARATORS = " \t\r\n|/:,.·•–+-"
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}))|\ball rights (?:are )?reserved\b", re.IGNORECASE)
_NOTICE = re.compile(
    r"\b(?:site|website|page|we) (?:uses?|stores?|needs?)\b.{0,40}\bcookies?\b|\bthird-party cookies\b|"
    r"\b(?:enable|requires?|turn on) javascript\b",
    re.IGNORECASE,
)

# What a page says of itself: how often it was read, when it was printed, what it is to be looked at with.
_OF_PAGE = re.compile(
    r"(?:(?:hits?|views?|visits?|clicks?|reads?|affichages|page views|조회수?|просмотр(?:ов|ы)?|浏览(?:次数|量)?"
    r"|点击(?:数|量)?)"
    r"\s*[:：]?\s*[\d,. ]+|[\d,. ]+\s*(?:page )?(?:hits|views|visits|visitors)\b.{0,20}|"
    r"this page has been (?:visited|viewed|read)\b.*|best viewed (?:with|in)\b.*|printed (?:on|from)\b.*|"
    r"listen to (?:this|the) (?:article|page)\b.{0,20}|(?:print|download|save) this (?:document|page|article)\b.{0,30}|"
    r"(?:tags|keywords|tagged|categories|posted in|filed under)\s*:.*|"
    r"view (?:this|the) e-?mail in (?:your|a) browser\b.*|date modified:?(?:\s*[\d-]+)?|"
    r"(?:was|is|did you find) (?:this|the) (?:page|content|information|article)\b.{0,40}\?.{0,60}|"
    r"(?:designed|developed|hosted|powered|maintained)(?: and \w+)? by\b.{0,60}|did this answer your question\?|"
    r"(?:上一篇|下一篇|前の記事|次の記事|이전글|다음글)\s*[:：].*|分享到?.{0,20}|"
    r"you can update your preferences\b.*|want to change how you receive\b.*)",
    re.IGNORECASE,
)

_ROW = re.compile(
    r"(?:prev(?:ious)?|next|hits?|views?|read|attach(?:ments?|ed files?)|files?"
    r"|이전글?|다음글?|조회수?|첨부(?:파일)?|上一篇|下一篇|附件)"
    r"(?: (?:page|post|article|file|count))?\s*[:：]?",
    re.IGNORECASE,
)

_PROGRAM_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|office)|powerpoint|untitled|unbenannt|document|title|slide)\b.{0,20}"
    r"|\((?:anonymous|unspecified)\)|word document|microsoft word - .*"
    r"|\S+\.(?:docx?|pdf|indd|qxd|rtf|odt|tmp|pptx?|xlsx?)|[\d\W_]*",
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
    return bool(controls or _CRUMBS.fullmatch(line) or _NOTICE.search(line) or _OF_PAGE.fullmatch(line)) or (
        is_copyright_notice(line)
    )


def is_row_of_controls(text: str) -> bool:
    """Return whether the first cell of a row says that the row leads elsewhere or counts the page's readers."""
    return bool(_ROW.fullmatch(text.strip()))


def is_copyright_notice(text: str) -> bool:
    """Return whether the text says who holds the rights in the page."""
    return bool(_COPYRIGHT.search(text))
