"""Outlets by their names: a list of known ones, by which an address is told to the reader as the name that everybody knows."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

# An outlet of which only the address is known: `www.quay.co.uk`.
ADDRESS = re.compile(r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w/-]|\.\w)", re.IGNORECASE)


@cache
def _listed() -> dict[str, tuple[str, str]]:
    """Outlets by every name in small letters: the name as it is printed, and what kind of outlet it is."""
    found: dict[str, tuple[str, str]] = {}
    root = resources.files("firsthand").joinpath("language/data")
    for file in sorted((file for file in root.iterdir() if file.name.startswith("outlets-")), key=lambda file: file.name):
        for kind, table in tomllib.loads(file.read_text(encoding="utf-8"))["outlets"].items():
            for name, others in table.items():
                for other in (name, *others):
                    found.setdefault(other.casefold(), (name, kind))
    return found


def one_name(name: str) -> str:
    """One name in small letters for all names of an outlet."""
    plain = name.casefold()
    short = plain.removeprefix("the ")
    return _listed().get(plain, _listed().get(short, (short, "")))[0].casefold()


def is_agency(name: str) -> bool:
    plain = name.casefold()
    return _listed().get(plain, _listed().get(plain.removeprefix("the "), ("", "")))[1] == "agency"


def of_address(url: str | None) -> str | None:
    """The name of the outlet whose address it is; None: not known."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return _of_host(host)


def _of_host(host: str) -> str | None:
    pieces = host.casefold().split(".")
    return next((_listed()[own][0] for n in range(len(pieces) - 1) if (own := ".".join(pieces[n:])) in _listed()), None)


@lru_cache(maxsize=4096)
def shown(name: str) -> str:
    """An outlet's name as the reader is told it: of an address the known name, else the name itself."""
    return (_of_host(name) or name) if ADDRESS.fullmatch(name) else name


def in_words(told: str) -> str:
    """Words about outlets with the known names of addresses."""
    return ADDRESS.sub(lambda match: shown(match[0]), told)
