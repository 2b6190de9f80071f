"""Whose report an article's byline and address say it is, beside the words of the text: `Harrow News Agency in Weir`, `/wires/hna/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from firsthand.align.credits import is_own
from firsthand.align.outlets import FOLDER, known, letters, plain, site

# Between the names of a byline, and what stands with an outlet's name and is none of it.
BETWEEN = re.compile(
    r"[,;/&|()]| (?:and|in|for|from|via|with|at) |^by |\bstaff\b|\b(?:reporters?|correspondents?|writers?|bureau|desk)\b", re.IGNORECASE
)
# A byline that names these names who took the pictures, too.
PICTURES = re.compile(r"\b(?:images?|photos?|photographs?|pictures?|getty|shutterstock)\b", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z]{3,6}(?:-[A-Z])?")
# Part of an address under which agencies' reports stand; only there two letters are enough.
UNDER = frozenset(("wires", "wire", "wireservice", "agencies"))
ENDING = re.compile(r"-?(?:online|wire|news|feed)$")
KINDS = frozenset(("agency", "newspaper", "broadcaster"))

BYLINE, ADDRESS = "byline", "address"


@cache
def kinds() -> Mapping[str, str]:
    """The kind of an outlet, by its canonical name: agency, newspaper and so on."""
    root = resources.files("firsthand").joinpath(FOLDER)
    files = [file for file in root.iterdir() if file.name.startswith("outlets-")]
    return {
        name: kind
        for file in sorted(files, key=lambda file: file.name)
        for kind, table in tomllib.loads(file.read_text(encoding="utf-8"))["outlets"].items()
        for name in table
    }


def called(outlets: Iterable[str]) -> dict[str, str]:
    """The outlets of a story by what a byline may call them: the plain name, and its letters in capitals."""
    listed = sorted(set(outlets))
    return {letters(plain(name)).upper(): name for name in listed} | {plain(name): name for name in listed}


def signed(byline: str | None, url: str | None, outlet: str | None, others: Mapping[str, str]) -> dict[str, str]:
    """Names of outlets other than its own, each with where it stands. `others`: what `called` gives of the story's; they need not be known."""
    found: dict[str, str] = {}
    if byline and not PICTURES.search(byline):
        pieces = [piece for piece in (piece.strip(" .-–—") for piece in BETWEEN.split(byline)) if piece]
        names = {name: piece for piece in pieces for name in _named(piece, others)}
        own = [name for name, piece in names.items() if is_own(name, piece, outlet, site(url))]
        if not own:  # else a reporter of its own wrote it, too
            found.update(dict.fromkeys(names, BYLINE))
    for name in _of_path(url):
        if not is_own(name, name, outlet, site(url)):
            found.setdefault(name, ADDRESS)
    return found


def _named(piece: str, others: Mapping[str, str]) -> Iterator[str]:
    name = known().get(plain(piece))
    if name is not None and "." in piece.strip("."):
        yield name  # a site of its own
    elif name is not None and kinds().get(name) in KINDS and (kinds()[name] == "agency" or " " in piece):
        yield name
    elif plain(piece) in others:
        yield others[plain(piece)]
    elif ACRONYM.fullmatch(piece) and piece in others:
        yield others[piece]


def _of_path(url: str | None) -> Iterator[str]:
    try:
        parts = [unquote(part).casefold() for part in urlsplit(url or "").path.split("/")[:-1] if part]
    except ValueError:
        return
    for number, part in enumerate(parts):
        name = known().get(plain(part.replace("-", " "))) or known().get(plain(ENDING.sub("", part)))
        under = number > 0 and parts[number - 1] in UNDER
        if name is not None and kinds().get(name) == "agency" and (under or ENDING.search(part) or len(part) > 4 or part in ("afp", "dpa")):
            yield name
