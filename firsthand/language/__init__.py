"""What the rules know of a language: a data file a language and one for each of `TOPICS`, read into plain sets of lower-case words.

To add a language, write `data/<code>.toml` and `data/<topic>-<code>.toml` with the keys of the English ones and add a line to `LANGUAGES`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib import resources
from typing import Any

from firsthand.model import Language, Verb, VerbForm, VerbKind

FORMS: tuple[VerbForm, ...] = ("base", "third", "past", "ing", "participle")
# Where a word form serves two kinds, the one that attributes more surely wins: the last one written.
KINDS: tuple[VerbKind, ...] = ("weak", "judging", "believing", "speech")
# Further files, `data/<topic>-<code>.toml`, that add lists and phrases to those of the language's own.
TOPICS = ("modality", "governments", "quantities", "times", "credits", "outlets", "corrections")


def language(code: str | None) -> Language | None:
    """The rules for `code`; an article whose language nobody could tell is read as the first of `LANGUAGES`."""
    known = LANGUAGES.get(code) if code else next(iter(LANGUAGES.values()))
    return known() if known else None


def _read(code: str) -> Language:
    folder = resources.files(__name__).joinpath("data")
    main, *more = (
        tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        for name in (code, *(f"{topic}-{code}" for topic in TOPICS))
    )
    words, phrases = dict(_word_lists(main)), dict(_phrases(main["phrases"]))
    for data in more:
        words |= _word_lists(data)
        phrases |= _phrases(data)
    return Language(code=code, words=words, phrases=phrases, verbs=_verbs(main["verbs"]))


def _phrases(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Every list of several words, by its key; a key inside a table by `table.key`."""
    for name, value in table.items():
        if isinstance(value, list):
            yield prefix + name, tuple(tuple(phrase.split()) for phrase in value)
        elif isinstance(value, dict):
            yield from _phrases(value, f"{prefix}{name}.")


def _word_lists(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Every list of single words, by its key; a key inside a table by `table.key`."""
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, frozenset(value.split())
        elif isinstance(value, dict) and name not in ("verbs", "phrases"):
            yield from _word_lists(value, f"{name}.")


def _verbs(table: Mapping[VerbKind, str]) -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for kind in KINDS:
        for line in table[kind].strip().splitlines():
            words = line.split()
            for word in dict.fromkeys(words):
                forms = frozenset(form for form, each in zip(FORMS, words, strict=False) if each == word)
                found[word] = Verb(words[0], kind, forms)
    return found


LANGUAGES: dict[str, Callable[[], Language]] = {"en": cache(partial(_read, "en"))}
