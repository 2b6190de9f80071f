"""Outlets by one name: a list of known ones with their other names and domains, and what the names of one story show (`HNA` is its `Harrow News Agency`)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

# The same file from which extract/ knows outlets; every language's names are of one list.
FOLDER = "language/data"
SMALL = frozenset(("of", "the", "and", "de", "la", "le", "del", "for"))
# Domains of which the part before tells the site.
ENDINGS = frozenset(("co", "com", "org", "net", "gov", "ac"))


@cache
def known() -> dict[str, str]:
    """Plain name or domain -> canonical name."""
    found: dict[str, str] = {}
    root = resources.files("firsthand").joinpath(FOLDER)
    for file in sorted((file for file in root.iterdir() if file.name.startswith("outlets-")), key=lambda file: file.name):
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["outlets"].values():
            for name, others in table.items():
                for other in (name, *others):
                    found.setdefault(plain(other), name)
    return found


def plain(name: str) -> str:
    """Small letters and digits without accents, without `the`; of a domain the dots stay."""
    name = "".join(c for c in unicodedata.normalize("NFKD", name.casefold().replace("’", "'").strip()) if not unicodedata.combining(c))
    words = re.findall(r"[\w.&']+" if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) else r"[\w&]+", name.replace("'s ", "s "))
    if len(words) == 2 and words[1] in ("tv", "fm", "am") and re.fullmatch(r"[kw][a-z]{3}", words[0]):
        return str(words[0])  # a call sign
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def canonical(name: str) -> str:
    return known().get(plain(name), name)


def of_address(url: str | None) -> str | None:
    """The outlet whose domain it is; null: not known."""
    pieces = _host(url).split(".")
    for start in range(len(pieces) - 1):
        found = known().get(".".join(pieces[start:]))
        if found is not None:
            return found
    return None


def site(url: str | None) -> str | None:
    """The telling part of a domain: `harrowcourier` of www.harrowcourier.co.uk."""
    pieces = [piece for piece in _host(url).split(".")[:-1] if piece not in ENDINGS and piece != "www"]
    return pieces[-1] if pieces else None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "") if url else ""
    except ValueError:  # brackets that hold no IPv6 address
        return ""


def alike(one: str, other: str) -> bool:
    """Whether two names may be one outlet's: equal, one the other's end or beginning, or its letters."""
    a, b = plain(one), plain(other)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) > 3 and (long.endswith(" " + short) or long.startswith(short + " ")):
        return True
    return short.replace(" ", "") in (letters(long), long.replace(" ", ""), "".join(word for word in long.split() if word not in SMALL))


def letters(name: str) -> str:
    """`hna` of `harrow news agency`."""
    return "".join(word[0] for word in name.split() if word not in SMALL) if " " in name else "-"


def together(names: Iterable[str]) -> dict[str, str]:
    """Each name of a story with the fullest that can only be the same: one that is short for two others stays itself."""
    listed = sorted({canonical(name) for name in names}, key=lambda name: (-len(name), name))
    found: dict[str, str] = {}
    for name in listed:
        longer = [other for other in listed if len(other) > len(name) and alike(name, other) and canonical(name) not in known().values()]
        tops = {found.get(other, other) for other in longer}
        found[name] = tops.pop() if len(tops) == 1 else name
    return found
