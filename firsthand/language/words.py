"""A text into the words of a spaCy `Doc`, by spaCy's tokeniser; the words and the white space after them are the text again, character by character.

spaCy's English rules, with those changed in which Universal Dependencies' English treebanks (EWT, GUM) cut otherwise, since the model was trained on their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from firsthand.errors import UnreadableInput
from firsthand.language import language

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Code points of one text, as spaCy and reading allow.
LONGEST_TEXT = 1_000_000
# Words of one text: the network reads them at a steady pace, and keeps a state of each.
MOST_WORDS = 100_000
# Code points, about, between two counts of the words of a text that may have too many.
PART = 20_000
# A vocabulary keeps every word that it has met for as long as it lives: of more strings than this it is left to the texts that use it.
MOST_STRINGS = 500_000
# Longer runs without white space are no words of a language. The tokeniser is quadratic on them, so they are cut into words of this length.
LONGEST_RUN = 200
RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
# Where a text can be parted and its words stay the same.
GAP = re.compile(r"(?<=\S)\s")

# Prefixes that are no words: `non-profit` is one word, `well-known` three.
BOUND = (
    "anti co counter cross de e ex extra hyper infra inter intra macro micro mid mini multi neo non over para post pre pro pseudo quasi re semi socio sub "
    "super trans ultra un"
).split()
HYPHEN = "-|–|—|--|---|——|~"
AFTER_BOUND = "".join(rf"(?<!\b(?i:{prefix})-)" for prefix in BOUND)
# Marks that spaCy cuts from the beginning of any word: a hyphen too, but not the sign of a topic, nor the apostrophe of a year.
PREFIXES = {"#": r"#(?!\w*[^\W\d_])", r"\'": r"'(?!\d\ds?(?!\w))", "’": r"’(?!\d\ds?(?!\w))", "—": r"(?:—|-{1,3}(?=[^\W\d_]))"}
# Signs that repeat are one mark: !!!, ?!, <<, ***, ____.
REPEATED = r"[!?]{2,}", r"<{2,}", r">{2,}", r"\*{2,}", r"={2,}", r"_{2,}", r"#{2,}", r"~{2,}"
INFIXES = (
    # pro-democracy, but a name is a word of its own: pro, -, Ormund
    rf"(?<=[^\W\d_])(?:{HYPHEN})(?:(?=[A-Z])|{AFTER_BOUND}(?=[^\W_]))",
    rf"(?<=\d)(?:{HYPHEN})(?=[^\W\d_])",
    rf"(?<=[^\W\d_]\.)(?:{HYPHEN})(?=[^\W\d_])",
    # date(s)
    r"(?<=\w)\((?=\w)",
    # 5-10, but 2031-04-17 and 555-0134 are one word
    r"(?<=\d)-(?=\d)(?!\d+-\d)(?<!-\d-)(?<!-\d\d-)(?<!-\d\d\d-)(?<!-\d\d\d\d-)(?!(?<=\b\d\d\d-)\d{4}\b)",
    r"(?<=\d)[+*^–—](?=\d|-)",
    # 13,14, but 200,000 and 1,50,000 are numbers
    r"(?<=\d),(?=\d)(?!(?:\d{2,3},)*\d{3}(?!\d))",
    # 5'10
    r"(?<=\d)'(?=\d)",
    # right?Anyway, but no address: page?id=4
    r"(?<=[a-z])\?(?=[^\W\d_]+(?:[^\w=]|$))",
)
# At the end of a word: a dash, or a hyphen where the word is no prefix (post-) and was not broken off (wha-); the two marks of .?; and `s for 's.
SUFFIXES = r"(?<=[^\W\d_]{2})-{2,3}", r"(?<=[^\W\d_]{7})-", r"(?<=\d)-{1,3}", r"\.\?", "`s"
# Signs of writing direction and the like, which no reader sees.
INVISIBLE = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
UNITS = r"(?<=\d)(?:[ap]\.m\.|[ap]m|[AP]M|k|bn|mn|tn|ft|hrs?)"
# spaCy's own rules in the place of which these stand, told by a text that they cut, and what it cuts there.
REPLACED = ("5-6", "word-word")
# Words that spaCy takes for contractions without their apostrophe.
NO_CONTRACTIONS = ("Id", "id", "Wed", "wed", "and/or")
# As one piece of a text these are brackets, colons and numbers, not faces: `(8`, `:1`, `):`.
NO_FACES = ("):", "8)", "8D", ":0", ":1", ":3", "=3", "]=")
# Days, with their full stop; Sun. may be the sun.
DAYS = "mon tue tues wed thu thur thurs fri sat".split()
TOGETHER = {"wanna": ("wan", "na"), "Wanna": ("Wan", "na")}


def words(text: str) -> Doc:
    """Linear in the text. Raises `UnreadableInput` for a text of more than `LONGEST_TEXT` code points or `MOST_WORDS` words."""
    from spacy.tokens import Doc

    if len(text) > LONGEST_TEXT:
        raise UnreadableInput(f"the text has {len(text):,} characters, at most {LONGEST_TEXT:,} are analysed: split it into its articles")
    nlp = _pipeline()
    if len(text) <= MOST_WORDS and RUN.search(text) is None:
        return nlp.tokenizer(text)
    found: list[str] = []
    spaces: list[bool] = []
    for part, run in _parts(text):
        if run:
            found += [part[at : at + LONGEST_RUN] for at in range(0, len(part), LONGEST_RUN)]
            spaces += [False] * (len(found) - len(spaces))
        else:
            joins = part.startswith(" ") and bool(spaces) and not spaces[-1]
            if joins:
                spaces[-1] = True
            for token in nlp.tokenizer(part.removeprefix(" ") if joins else part):
                found.append(token.text)
                spaces.append(bool(token.whitespace_))
        if len(found) > MOST_WORDS:  # asked often, since the tokeniser takes long over hostile words
            raise UnreadableInput(f"the text has more than {MOST_WORDS:,} words, the most that are analysed: split it into its articles")
    return Doc(nlp.vocab, words=found, spaces=spaces)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, each part with whether it is a run that is too long."""
    at = 0
    for match in RUN.finditer(text):
        yield from ((part, False) for part in _pieces(text, at, match.start()))
        yield match[0], True
        at = match.end()
    yield from ((part, False) for part in _pieces(text, at, len(text)))


def _pieces(text: str, start: int, stop: int) -> Iterator[str]:
    while start < stop:
        gap = GAP.search(text, start + PART, stop)
        end = gap.start() if gap else stop
        yield text[start:end]
        start = end


def _pipeline() -> Language:
    """`blank()`, made anew when its vocabulary has grown too large: each `Doc` made before keeps its own."""
    nlp = blank()
    if len(nlp.vocab.strings) <= MOST_STRINGS:
        return nlp
    blank.cache_clear()
    return blank()


@cache
def blank() -> Language:
    """SpaCy's English without a model: its vocabulary, and its tokeniser with our rules."""
    import spacy
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    nlp = spacy.blank("en")
    defaults = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    prefixes = [INVISIBLE, *REPEATED, *(PREFIXES.get(str(prefix), str(prefix)) for prefix in defaults.prefixes or ())]
    infixes = [*(str(infix) for infix in defaults.infixes or () if not _cuts(str(infix), REPLACED)), *INFIXES]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex([INVISIBLE, *REPEATED, UNITS, *SUFFIXES, *(defaults.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.rules = _exceptions(tokenizer.rules)
    return nlp


def _cuts(infix: str, texts: tuple[str, ...]) -> bool:
    return any(re.search(infix, text) for text in texts)


def _exceptions(given: Mapping[str, list[dict[int, str]]]) -> dict[str, list[dict[int, str]]]:
    """SpaCy's exceptions without those that are none here; contractions in capitals too, and the abbreviations that our sentences know."""
    from spacy import attrs

    rules = {text: cut for text, cut in given.items() if text not in (*NO_CONTRACTIONS, *NO_FACES)}
    for text, cut in list(rules.items()):
        if ("'" in text or "’" in text) and text.upper() not in rules and any(c.isalpha() for c in text):
            rules[text.upper()] = [{attrs.ORTH: piece[attrs.ORTH].upper()} for piece in cut]
    for text, pieces in TOGETHER.items():
        rules[text] = [{attrs.ORTH: piece} for piece in pieces]
    known = language("en")
    for short in (*DAYS, *(known["abbreviations_inner"] if known else ())):
        for text in (f"{short.capitalize()}.", *((f"{short}.",) if short in ("al", "vs", "cf") else ())):
            rules.setdefault(text, [{attrs.ORTH: text}])
    return rules
