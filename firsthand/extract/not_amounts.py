"""Numbers that are no amounts: dates and clock times, years, scores, telephone numbers, addresses, and parts of names and lists."""

from __future__ import annotations

from typing import Protocol

from firsthand.extract.amounts import DASHES, unit_after
from firsthand.extract.number_lexicon import Lexicon, Piece
from firsthand.model import Analysed, NumberReason

Refused = tuple[int, NumberReason | None]
TENS = frozenset(str(tens) for tens in range(20, 100, 10))
ORDINALS = frozenset(("st", "nd", "rd", "th"))
# Digits, at least, of a telephone number; the years that four digits may be.
TELEPHONE = 7
YEARS = range(1100, 2101)
MONTH_DAYS = 31
# A score of a game with spaces around its dash has less than this.
LARGEST = 200
# Numbers, at most, in a row after one label.
LONGEST_ROW = 12
# Marks that bind what is around them to one address or name.
BINDING = frozenset("@#_\\=&")


class Reader(Protocol):
    article: Analysed
    words: Lexicon

    def place(self, offset: int) -> int: ...


def reason_at(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Why the number that begins at a place is no amount, and where to read on; None where it may be one. A word that is no number here has no reason."""
    if given[at].kind != "number":
        return _word(given, at, reader)
    for rule in (_bound, _moment, _telephone, _lettered, _date, _score, _year, _label, _address, _named):
        if (found := rule(given, at, reader)) is not None:
            return found
    return None


def _text(given: list[Piece], at: int) -> str:
    return given[at].text if 0 <= at < len(given) else ""


def _lower(given: list[Piece], at: int) -> str:
    return given[at].lower if 0 <= at < len(given) else ""


def _glued(given: list[Piece], at: int) -> bool:
    return 0 < at < len(given) and given[at].glued


def _whole(given: list[Piece], at: int) -> int | None:
    """Plain digits."""
    text = given[at].text if 0 <= at < len(given) and given[at].kind == "number" else ""
    return int(text) if text.isdecimal() and len(text) <= 12 else None


# --- number words --------------------------------------------------------------------------------------------------------------------


def _word(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Number words in names and lists: `World War Two`, `number one`, `Unit Two`; `one` as a pronoun is left to the tree."""
    syntax, place = reader.article.syntax, reader.place(given[at].start)
    if given[at].lower in reader.words["no_fraction"]:
        return None
    before = _lower(given, at - 1)
    if given[at].lower in reader.words.numbers and before in reader.words["labels"] and not _counts(given, at, reader):
        return at + 1, None if before == "no" else "label"
    if _glued(given, at) and _text(given, at - 1) in DASHES and given[at - 2].kind == "word" and _glued(given, at - 1):
        return at + 1, None  # the end of a word with a hyphen
    if given[at].lower in reader.words["zero"] and _text(given, at + 1) in DASHES and _glued(given, at + 1):
        return at + 1, None
    capital = given[at].text[:1].isupper() and at > 0 and syntax.sentence[max(0, place - 1)] == syntax.sentence[place]
    if not capital or syntax.pos[place] not in ("PROPN", "NUM") or place == 0 or syntax.pos[place - 1] == "SPACE":
        return None
    if given[at - 1].text[:1].isupper() and syntax.pos[place - 1] in ("PROPN", "ADJ") and (syntax.head[place] < place or at > 1):
        return _number_words(given, at, reader), "name"
    following = at + 1 < len(given) and given[at + 1].text[:1].isupper()
    if following and (syntax.pos[place] == "PROPN" or given[at + 1].lower in reader.words.vocabulary):
        return _number_words(given, at, reader), "name"
    return None


def _number_words(given: list[Piece], at: int, reader: Reader) -> int:
    """After all the capitalised number words that follow each other."""
    end = at + 1
    while end < len(given) and given[end].text[:1].isupper() and given[end].lower in reader.words.vocabulary:
        end += 1
    return end


# --- digits --------------------------------------------------------------------------------------------------------------------------


def _bound(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Inside of an address of the web or of mail, a handle, a hash tag; `[3]` and `#3`."""
    start, end = at, at + 1
    while start and given[start].glued and at - start < 40:
        start -= 1
    while end < len(given) and given[end].glued and end - at < 40:
        end += 1
    chunk = given[start:end]
    marks = {piece.text for piece in chunk}
    if _text(given, at - 1) == "#" and _glued(given, at):
        return at + 1, "label"
    if marks & BINDING or "www" in marks or "http" in marks or "https" in marks:
        return end, "address"
    if (
        any(
            first.kind == "word" and dot.text == "." and last.kind == "word" and len(last.text) > 1 and dot.glued and last.glued
            for first, dot, last in zip(chunk, chunk[1:], chunk[2:], strict=False)
        )
        and _text(given, end - 1) != "."
        and not marks & {"$", "£", "€"}
    ):
        return end, "address"
    if "/" in marks and any(piece.kind == "word" for piece in chunk[: at - start]) and not marks & {"$", "£", "€", "US"}:
        return end, "name"
    if _text(given, at - 1) == "[" and _text(given, at + 1) == "]":
        return at + 1, "list number"
    return None


def _moment(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Clock times."""
    hour = _whole(given, at)
    if _text(given, at + 1) == ":" and _glued(given, at + 1) and _glued(given, at + 2) and given[at + 2].kind == "number":
        end = at + 3
        while (
            end + 1 < len(given)
            and given[end].text in (":", ".")
            and given[end].glued
            and given[end + 1].glued
            and given[end + 1].kind == "number"
        ):
            end += 2
        minutes = _whole(given, at + 2)
        return end, "clock time" if hour is not None and hour < 25 and minutes is not None and minutes < 60 else "score"
    after = _lower(given, at + 1)
    dotted = after + "." + _lower(given, at + 3) if _text(given, at + 2) == "." and _glued(given, at + 2) else after
    number = given[at].text.replace(".", "", 1)
    if number.isdecimal() and len(number) <= 4 and (after in reader.words["clock_after"] or dotted in reader.words["clock_after"]):
        if after in ("hours", "hrs", "z") and len(given[at].text) != 4:
            return None
        if after in ("noon", "midnight"):
            return None
        return at + 1, "clock time"
    return None


def _telephone(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Groups of digits joined by spaces, hyphens, brackets: `+44 20 7946 0958`, `555-0143`."""
    text = given[at].text
    if len(text) > 18 or (
        len(text) > 6
        and text.isdecimal()
        and not reader.words.money_before.before(given, at)
        and not unit_after(given, at + 1, reader.words)
        and not _counts(given, at, reader)
    ):
        return (at + 1, "telephone") if _text(given, at - 1) == "+" and len(text) <= 18 else (at + 1, "identifier")
    end, groups = at, 0
    digits = 0
    glue = False
    while end < len(given) and groups < 8:
        piece = given[end]
        if piece.kind == "number" and piece.text.isdecimal():
            if groups and given[end - 1].kind == "number" and not (_text(given, at - 1) == "+" or len(piece.text) > 2):
                break
            groups, digits = groups + 1, digits + len(piece.text)
        elif piece.text in ("-", ")", "(", "‑", ".") and groups and end + 1 < len(given) and given[end + 1].kind == "number":
            glue = True
        else:
            break
        end += 1
    international = _text(given, at - 1) == "+" and _glued(given, at)
    if groups >= 2 and digits >= TELEPHONE and given[end - 1].kind == "number":
        year_range = groups == 2 and all(len(given[each].text) == 4 for each in (at, end - 1))
        iso = groups == 3 and glue and len(given[at].text) == 4 and len(given[end - 1].text) == 2
        if (
            not year_range
            and not iso
            and (international or (glue and len(given[end - 1].text) in (3, 4, 5) and len(given[at].text) in (2, 3, 4, 5)))
        ):
            return end, "telephone"
    if international and digits >= TELEPHONE:
        return end, "telephone"
    return None


def _lettered(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Digits with letters: `F-16`, `MP3`, `5G`, `21st`, `1990s`, unless the letters are a unit, a currency or a scale."""
    return _decade(given, at) or _letters_before(given, at, reader) or _letters_after(given, at, reader)


def _decade(given: list[Piece], at: int) -> Refused | None:
    """`20s`, `1990s`, `60's`."""
    text = given[at].text
    if not _glued(given, at + 1) or not text.isdecimal() or not (text in TENS or (len(text) == 4 and text.endswith("0"))):
        return None
    if _lower(given, at + 1) == "s":
        return at + 2, "decade"
    return (at + 3, "decade") if _text(given, at + 1) in ("'", "’") and _lower(given, at + 2) == "s" and _glued(given, at + 2) else None


def _letters_before(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    if not _glued(given, at):
        return None
    before, words = given[at - 1], reader.words
    if before.kind == "word" and words.money_before.before(given, at) is None and before.lower not in words["close_before"]:
        return _run(given, at), "name"
    if before.text in ("'", "’", "‘") and len(given[at].text) == 2:
        return _run(given, at), "year"
    if not _glued(given, at - 1) or given[at - 2].kind != "word":
        return None
    if before.text == "/":
        return at + 1, "name"
    if before.text in DASHES and "," not in given[at].text:
        if given[at - 2].lower in words["year_words"] and len(given[at].text) == 4:
            return at + 1, "year"
        return (_run(given, at) if _glued(given, at + 1) and given[at + 1].kind == "word" else at + 1), "name"
    return None


def _letters_after(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    if not _glued(given, at + 1) or given[at + 1].kind != "word":
        return None
    after, words = given[at + 1], reader.words
    if after.lower in ORDINALS:
        of = at + 2 + (_lower(given, at + 2) == "of")
        return at + 2, "date" if _month(given, at - 1, reader) or _month(given, of, reader) else "ordinal"
    if unit_after(given, at + 1, words) or after.lower in words.short_scales or after.text in words.money_scales:
        return None
    return _run(given, at), "name"


def _run(given: list[Piece], at: int) -> int:
    """The end of what is glued to a piece: letters, digits, hyphens."""
    end = at + 1
    while (
        end < len(given)
        and given[end].glued
        and (given[end].kind in ("word", "number") or (given[end].text in DASHES and _glued(given, end + 1)))
    ):
        end += 1
    return end


def _month(given: list[Piece], at: int, reader: Reader) -> bool:
    if not 0 <= at < len(given) or not given[at].text[:1].isupper():
        return False
    return given[at].lower in reader.words["months"]


def _date(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Days beside months, and dates in digits."""
    text = given[at].text
    if text.count(".") >= 2:
        parts = text.split(".")
        return at + 1, "date" if len(parts) == 3 and len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) in (2, 4) else "name"
    end = at + 1
    while (
        end + 1 < len(given)
        and given[end].text in ("/", "-", "–")
        and given[end].glued
        and given[end + 1].glued
        and given[end + 1].kind == "number"
    ):
        end += 2
    count = (end - at + 1) // 2
    mark = _text(given, at + 1)
    if count >= 3:
        return end, "date" if count == 3 else "identifier"
    number = _whole(given, at)
    if number is None:
        return None
    if count == 2 and mark == "/" and (second := _whole(given, at + 2)) is not None and number <= MONTH_DAYS and second <= MONTH_DAYS:
        return None if second in (2, 4) and number < second else (end, "date")
    if number > MONTH_DAYS or len(text) > 2:
        return None
    dot = _text(given, at - 1) == "."
    if (
        _month(given, at - 1, reader)
        or (dot and _month(given, at - 2, reader))
        or (_lower(given, at - 1) == "the" and _month(given, at - 2, reader))
    ):
        return _more_days(given, at), "date"
    last = _more_days(given, at)
    if _month(given, last, reader) and not (_lower(given, last) in ("may", "march") and _lower(given, last + 1) in ("be", "have", "not")):
        return last, "date"
    return None


def _more_days(given: list[Piece], at: int) -> int:
    """After the further days of a month: `16-18`, `16 and 17`."""
    end = at + 1
    while (
        end < at + 6 and end + 1 < len(given) and (given[end].text in DASHES or given[end].lower in ("and", "to", "or", "until", "through"))
    ):
        number = _whole(given, end + 1)
        if number is None or number > MONTH_DAYS or len(given[end + 1].text) > 2:
            break
        end += 2
    return end


def _score(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Two numbers joined by a hyphen or a dash, the second no greater, or with words of games and votes beside them."""
    if _text(given, at + 1) not in DASHES or at + 2 >= len(given) or given[at + 1].glued != given[at + 2].glued:
        return None
    first, second = _whole(given, at), _whole(given, at + 2)
    if first is None or second is None or len(given[at].text) == 4 or (not given[at + 1].glued and max(first, second) >= LARGEST):
        return None
    if unit_after(given, at + 3, reader.words):
        return None
    words = reader.words["score_words"]
    near = {piece.lower for piece in (*given[max(0, at - 3) : at], *given[at + 3 : at + 5])}
    syntax, following = reader.article.syntax, reader.place(given[min(at + 3, len(given) - 1)].start)
    named = syntax.pos[following] in ("NOUN", "ADJ") and at + 3 < len(given)
    if second <= first or words.intersection(near) or (not given[at + 1].glued and not named):
        return at + 3, "score"
    return None


def _year(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """Four digits without separators, unless a unit, a currency or a counted noun makes them an amount."""
    number = _whole(given, at)
    if number is None or number not in YEARS or len(given[at].text) != 4:
        return None
    words = reader.words
    if words.money_before.before(given, at):
        return None
    if (
        _text(given, at + 1) in DASHES
        and _glued(given, at + 1)
        and at + 2 < len(given)
        and given[at + 2].kind == "number"
        and len(given[at + 2].text) in (2, 4)
    ):
        return at + 3, "year"
    before = _lower(given, at - 1)
    dated = _month(given, at - 1, reader) or (before in words["year_words"] and before not in ("over", "around"))
    if dated and (before in ("in", "since", "year", "of", "by", "until", "early", "late", "mid") or not _counts(given, at, reader)):
        return at + 1, "year"
    if before == "," and at > 1 and (given[at - 2].kind == "number" or _month(given, at - 2, reader)):
        return at + 1, "year"
    if unit_after(given, at + 1, words):
        return None
    if before not in ("the", "'s", "’s", "s", "a", "his", "her", "their", "its", "our") and _counts(given, at, reader):
        return None
    if (
        (hedge := words.hedges_before.before(given, at))
        and hedge[1] in ("more-than", "at-least", "less-than", "up-to", "about", "nearly")
        and _counts(given, at, reader)
    ):
        return None
    return at + 1, "year"


def _counts(given: list[Piece], at: int, reader: Reader) -> bool:
    """Whether a plural noun that follows is counted by the number."""
    syntax, place = reader.article.syntax, reader.place(given[at].start)
    head = syntax.head[place]
    for _ in range(3):
        if head > place and syntax.pos[head] in ("NOUN", "PROPN"):
            return syntax.lemma[head] != syntax.lower[head] or syntax.lower[head] in reader.words["plural_people"]
        if syntax.dep[place] in ("compound", "nummod") and syntax.pos[head] == "NUM" and head != place:
            place, head = head, syntax.head[head]
        else:
            return False
    return False


def _label(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """After `page`, `No.`, `Article`, a rank; a number that begins a line before a stop or a bracket."""
    before = _lower(given, at - 1)
    if (
        before in (",", "and") and at > 1 and given[at - 2].kind == "number" and _after_label(given, at - 2, reader)
    ):  # `Articles 3, 4 and 5`
        return at + 1, "label"
    number = before if before != "." else _lower(given, at - 2)
    labels = reader.words["labels"]
    labelled = (number in labels or number.removesuffix("s") in labels) and (before != "." or number in reader.words["short_labels"])
    if labelled and not _counts(given, at, reader) and not unit_after(given, at + 1, reader.words):
        return _listed(given, at), "label"
    if at == 0 and _text(given, 1) in (".", ")") and len(given[at].text) <= 3 and len(given) > 2:
        return at + 1, "list number"
    if (
        _text(given, at + 1) == ")"
        and _glued(given, at + 1)
        and "(" not in (_text(given, each) for each in range(max(0, at - 12), at))
        and len(given[at].text) <= 2
    ):
        return at + 1, "list number"
    if at == 1 and _text(given, 0) in ("*", "•", "-", "–", "·") and _text(given, 2) in (".", ")"):
        return at + 1, "list number"
    if at == 1 and _text(given, 0) == "(" and _text(given, 2) == ")" and len(given[at].text) <= 2:
        return at + 1, "list number"
    return None


def _after_label(given: list[Piece], at: int, reader: Reader) -> bool:
    """Whether a row of numbers that ends there begins with a label in the plural."""
    for _ in range(LONGEST_ROW):
        if given[at - 1].lower.endswith("s") and given[at - 1].lower.removesuffix("s") in reader.words["labels"]:
            return at > 0
        if at < 2 or given[at - 1].lower not in (",", "and") or given[at - 2].kind != "number":
            return False
        at -= 2
    return False


def _listed(given: list[Piece], at: int) -> int:
    """With the numbers that go on: `pages 3-5`, `Articles 3(2)`."""
    end = at + 1
    while (
        end + 1 < len(given)
        and given[end].text in (*DASHES, "(", "/")
        and given[end].glued
        and given[end + 1].glued
        and given[end + 1].kind == "number"
    ):
        end += 2
    return end


def _address(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """A house's number before a street's name; a postal code."""
    end = at + 1
    while end < len(given) and end < at + 5 and given[end].kind == "word" and given[end].text[:1].isupper():
        if end > at + 1 and given[end].lower in reader.words["streets"]:
            return at + 1, "address"
        end += 1
    return None


def _named(given: list[Piece], at: int, reader: Reader) -> Refused | None:
    """A number that hangs on the name before it, with no noun of its own: `Apollo 11`, `Vision 2030`."""
    if not at or given[at - 1].kind != "word" or given[at - 1].text.islower():
        return None
    syntax, place = reader.article.syntax, reader.place(given[at].start)
    if place == 0 or syntax.sentence[place - 1] != syntax.sentence[place] or reader.words.money_before.before(given, at):
        return None
    if syntax.pos[place - 1] != "PROPN" or _lower(given, at - 1) in ("over", "about"):
        return None
    head = syntax.head[place]
    if unit_after(given, at + 1, reader.words):
        return None
    if "." in given[at].text and syntax.pos[place - 1] == "PROPN":  # the number of a version
        return at + 1, "name"
    if (
        head < place
        or syntax.pos[place] == "PROPN"
        or (syntax.pos[head] == "PROPN" and syntax.dep[place] in ("compound", "flat", "nmod:desc"))
    ):
        return at + 1, "name"
    return None
