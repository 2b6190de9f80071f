"""Text into tokens: words, numbers and marks, each with the white space after it.

Tokens and their spaces, one after the other, are the text again, character by character. Every quotation mark is a token of its own;
an apostrophe inside a word is not one (`don’t`), at the edge of a word it is (`’90s`, `boys’`). Initials and abbreviations keep their full stop.
"""

from __future__ import annotations

import re
from functools import cache

from firsthand.model import Token

QUOTES = "\"“”„‟«»‹›‘’‚‛'＂「」『』"
APOSTROPHES = "'’"


def tokens(text: str, clitics: frozenset[str] = frozenset(), abbreviations: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """White space before the first word is a token by itself. One pass: time is linear in the text, whatever it holds."""
    found: list[Token] = []
    for match in _pattern(clitics, abbreviations).finditer(text):
        word = match["word"]
        if word is None:
            found.append(Token(0, match.end(), match[0], ""))
        else:
            start = match.start()
            found.append(Token(start, start + len(word), word, match["space"]))
    return tuple(found)


@cache
def _pattern(clitics: frozenset[str], abbreviations: frozenset[str]) -> re.Pattern[str]:
    """Alternatives that cannot begin alike after backtracking, so that no input makes it slow."""
    ending = f"(?:[{APOSTROPHES}](?:{'|'.join(sorted(clitics))})(?![\\w]))" if clitics else "(?!)"
    short = "|".join(re.escape(word) for word in sorted(abbreviations, key=lambda word: (-len(word), word))) or "(?!)"
    return re.compile(
        rf"""
        (?P<word>
            (?i:{ending})                                         # ’s
          | https?://[^\s<>{QUOTES}]+                             # an address
          | [@\#]\w+                                              # a handle
          | (?:[^\W\d_]\.){{2,}}                                  # U.S.
          | [A-Z]\.(?=\s[A-Z])                                   # J. in a name
          | (?i:{short})\.                                       # Mr.
          | \d+(?:[.,:/]\d+)*(?:(?!{ending})[\w%]+)?              # 1,000.5  10:30  3rd  40%
          | \w+ (?: (?!{ending}) (?:[-{APOSTROPHES}‑&@](?=\w)|\.(?=[^\W_A-Z])) \w+ )*   # don’t  US-made  Antiwar.com, not end.Next
          | \.{{2,}} | ``|''|--+                                  # ellipsis, TeX marks, dash
          | \S
        )
        (?P<space>\s*)
        | \A\s+
        """,
        re.VERBOSE,
    )
