"""Which addresses are one page: an address without what says only how a reader came to it, or in which form it was served.

The result joins, and is never shown as where an article was published: that stays as it was found. What may name another article stays in it
(`?id=`, `?p=`, `?page=2`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

# Longer ones name no page, and would only cost time.
LONGEST = 4_000
# An archive's capture of a cache's copy of a page: no more than so many, one in the other.
DEEPEST = 4
PORTS = {"http": 80, "https": 443}
# A time stamp (with an archive's flags, or with marks between its parts), then a whole address.
CAPTURE = re.compile(r"/(?P<stamp>\d{4}[\d.-]{0,15})(?:[a-z]{2}_)?/(?P<url>https?:/{1,2}.+)$", re.IGNORECASE | re.DOTALL)
UNDATED_CAPTURE = re.compile(r"/(?:newest|oldest|latest|\d{0,14}\*)/(?P<url>https?:/{1,2}.+)$", re.IGNORECASE | re.DOTALL)
AMP_CACHE = re.compile(r"/[a-z]/(?P<secure>s/)?(?P<rest>[^/?]+\.[^/?]+.*)$", re.IGNORECASE)
AMP_VIEWER = re.compile(r"/amp/(?P<secure>s/)?(?P<rest>[^/?]+\.[^/?]+.*)$", re.IGNORECASE)
SCHEME = re.compile(r"(?P<scheme>https?):/{1,2}(?=[^/])", re.IGNORECASE)
# What a percent sign and two digits may not stand for: letters, digits and these need none (RFC 3986, 2.3).
UNRESERVED = "-._~"
SAFE = "!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True)
class Address:
    """`key`: the same for all forms of one page. `forms`: amp, mobile, print, archive. `recorded`: when the archive took it, UTC."""

    key: str
    site: str
    forms: frozenset[str] = frozenset()
    recorded: datetime | None = None


@lru_cache(1024)  # a page tells its address in several ways
def address(url: str) -> Address | None:
    """The page that `url` is of; None where it is no web address, or a site's front page, which is no article."""
    try:
        return _address(url.strip(), DEEPEST)
    except ValueError:  # brackets that hold no IPv6 address, a port that is no number
        return None


def _address(url: str, deeper: int) -> Address | None:
    if len(url) > LONGEST or not deeper:
        return None
    parts = urlsplit(url)
    host = _host(parts)
    if parts.scheme.lower() not in PORTS or "." not in host:
        return None
    inner = _inside(host, parts)
    if inner is not None:
        within, form, recorded = inner
        found = _address(within, deeper - 1)
        return found and replace(found, forms=found.forms | {form}, recorded=recorded or found.recorded)
    return _own(host, parts)


def _own(host: str, parts: SplitResult) -> Address | None:
    forms: set[str] = set()
    host = _bare_host(host, forms)
    path = _path(parts.path, forms)
    query = _query(parts.query, forms)
    # an address that scripts read behind the mark is another page; a place in the page is none
    place = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) and len(parts.fragment) > 1 else ""
    if not (path or query or place):
        return None
    port = "" if parts.port in (None, PORTS[parts.scheme.lower()]) else f":{parts.port}"
    return Address(f"{host}{port}{path}{query}{place}", _site(host), frozenset(forms))


# --- pages inside other addresses ---------------------------------------------------------------------------------------------------


def _inside(host: str, parts: SplitResult) -> tuple[str, str, datetime | None] | None:
    """The address that an archive or a cache serves under its own: (address, form, when it was taken)."""
    whole = parts.path + (f"?{parts.query}" if parts.query else "")
    caches = _data()["caches"]
    if match := CAPTURE.search(whole):
        return _absolute(match["url"]), "archive", _stamp(match["stamp"])
    if host in caches["archives"] and (match := UNDATED_CAPTURE.search(whole)):
        return _absolute(match["url"]), "archive", None
    cached = any(host == name or host.endswith(f".{name}") for name in caches["amp"])
    match = AMP_CACHE.match(whole) if cached else AMP_VIEWER.match(whole) if _is_google(host) else None
    return (f"{'https' if match['secure'] else 'http'}://{match['rest']}", "amp", None) if match else None


def _is_google(host: str) -> bool:
    return re.fullmatch(r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}", host) is not None


def _absolute(url: str) -> str:
    """`http:/example.com`, as archives' paths come out of some tools, is `http://example.com`."""
    return SCHEME.sub(lambda match: f"{match['scheme'].lower()}://", url, count=1)


def _stamp(words: str) -> datetime | None:
    digits = re.sub(r"\D", "", words)
    if len(digits) not in (8, 10, 12, 14):  # a year or a month is no moment
        return None
    try:
        return datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None


# --- the parts of an address ----------------------------------------------------------------------------------------------------------


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").lower()
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _bare_host(host: str, forms: set[str]) -> str:
    labels = host.split(".")
    while labels[0] in _data()["host_labels"] and _is_site(labels[1:]):
        forms.update(_form_of_label(labels[0]))
        labels = labels[1:]
    if len(labels) > 3 and labels[1] == "m":  # en.m.example.org
        forms.add("mobile")
        del labels[1]
    return ".".join(labels)


def _form_of_label(label: str) -> set[str]:
    return {"amp"} if label == "amp" else {"mobile"} if label in ("m", "mobile") else set()


def _is_site(labels: list[str]) -> bool:
    return len(labels) >= 2 and not (len(labels) == 2 and labels[0] in _data()["second_level"])


def _site(host: str) -> str:
    """The part of a host that is given out to one owner: `example.co.uk` of `news.example.co.uk`."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _data()["second_level"] else labels[-2:])


def _path(path: str, forms: set[str]) -> str:
    """With dots resolved, without empty parts, file names that stand for their folder, and what names the form."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(quote(unquote(part, errors="surrogateescape"), safe=SAFE + UNRESERVED, errors="surrogateescape"))
    if parts and parts[-1].lower() in _data()["index_files"]:
        parts.pop()
    for form, names in _data()["forms"].items():
        kept = [part for part in parts if part.lower() not in names["parts"]]
        if len(kept) < len(parts) and kept:
            forms.add(form)
            parts = kept
        if parts:
            parts[-1] = _without_ending(parts[-1], form, names["endings"], forms)
    return "".join(f"/{part}" for part in parts)


def _without_ending(name: str, form: str, endings: list[str], forms: set[str]) -> str:
    for ending in endings:
        stem, found, rest = name.rpartition(ending)
        if found and stem and rest.lower() in ("", ".html", ".htm"):
            forms.add(form)
            return stem + rest
    return name


def _query(query: str, forms: set[str]) -> str:
    data = _data()
    kept = []
    for name, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape"):
        low = name.lower()
        form = next((f for f, names in data["forms"].items() if value.lower() in names["parameters"].get(low, ())), None)
        if form is not None:
            forms.add(form)
        elif low not in data["tracking"] and not low.startswith(tuple(data["tracking_prefixes"])):
            kept.append((name, value))
    said = "&".join("=".join(quote(part, safe=UNRESERVED + "/:,", errors="surrogateescape") for part in pair) for pair in sorted(kept))
    return f"?{said}" if said else ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("firsthand.align").joinpath("data", "addresses.toml").read_text(encoding="utf-8"))
