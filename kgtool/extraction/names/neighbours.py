"""Neighbours of names: in, the masks of titles and organisations; out, the pattern of what shows a name to be one."""

from __future__ import annotations

import re


def what_follows(title: str, org: str, listed: str) -> re.Pattern[str]:
    """Return what shows, behind a name, that it is one: a title or an organisation joined to it."""
    then = r"(?:then|the then|at that time|currently|the|a|an|its|our|his|her|also|now|formerly)\s+"
    relative = "who (?:is|was|serves as|served as|acts as|acted as|works as|worked as|became|has been|had been)"
    be = r"(?:is|was|has been|had been)"
    office = rf"(?:{be}|became|becomes|remains|(?:serve|work)[sd]? as|worked as|took (?:office|over) as)"
    chosen = rf"(?:,?\s+{be})?,?\s+(?:re-?)?(?:elected|appointed|named|chosen|confirmed|designated)"
    role = rf"(?:{relative}|as|in (?:his|her) (?:capacity|quality) (?:as|of))\s+"
    since = r"(?:(?:new|current|then|former|outgoing|incoming)\s+)?"
    lead = rf"(?:{role})?(?:{then}|one of [^,;.]{{0,40}}|(?:the\s+)?{org}(?:'s)?\s+)?{since}"
    ways = (
        r"\s*\((?:Dr|Prof|Mr|Ms|Mrs|Miss)\.?\)",
        r"\s*,\s*who\s+(?:runs|leads|heads|manages|directs|steers|(?:is\s+)?look(?:s|ing)\s+after)\s",
        rf"\s*(?:,|\(|-|–)\s*{lead}{title}",
        rf"\s*\(\s*(?:the\s+)?{org}",
        rf"\s+for\s+(?:the\s+)?{listed}",
        rf"\s*,\s*of which [^,;.]{{0,20}}{title}",
        rf"\s+{role}(?:the\s+)?(?:{org}'s\s+)?{title}",
        rf"\s+{office}\s+{lead}{title}",
        rf"{chosen}(?:\s+as)?\s+(?:(?:the|its|their|a)\s+)?(?:new\s+)?{title}",
        rf"\s*,\s+who (?:has |had )?(?:led|headed|run|managed) (?:the )?{org} as (?:the |its )?{title}",
        rf"\s*\|\s*{title}",
        rf"\s+of (?:the )?{listed}",
    )
    return re.compile("|".join(ways))
