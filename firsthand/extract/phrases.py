"""Noun phrases around reporting verbs, by closed word classes and punctuation: there is no syntax here, so every doubt is None."""

from __future__ import annotations

from firsthand.extract.view import CLAUSE_ENDS, Stretch, View

# Tokens, at most, that a source may have.
LONGEST = 45
# Words, at most, of a subject that a role or body ends.
LEADING = 6


def begins_noun_phrase(view: View, place: int) -> bool:
    """Whether a noun phrase that can speak may begin here."""
    word = view.tokens[place].text
    if view.is_(place, "relative_pronouns") and not view.is_(place, "determiners"):
        return False
    if word[:1].isdigit() or word[:1] in "@#":
        return True
    if view.is_(
        place,
        "subject_pronouns",
        "determiners",
        "titles",
        "roles",
        "collectives",
        "outlets",
        "outlet_nouns",
        "documents",
        "anonymous_adjectives",
    ):
        return not view.is_(place, "auxiliaries")
    if view.capital(place) and view.is_(place, "name_words") and place + 1 < len(view.tokens) and view.finite(place + 1):
        return True
    return view.capital(place) and not view.is_(place, "auxiliaries", "subordinators", "prepositions", "conjunctions", "adverbs")


def after_verb(view: View, start: int, stop: int) -> Stretch | None:
    """The source that follows its verb (`said NAME, the head of the council, in a statement`): it ends where circumstances begin."""
    if start >= stop or not begins_noun_phrase(view, start):
        return None
    if view.is_(start, "subject_pronouns") and not view.capital(start):
        return Stretch(start, start + 1)
    at, described = start, view.is_(start, "determiners")
    relative = False
    while at < stop and at - start < LONGEST:
        word = view.tokens[at].text
        if word in CLAUSE_ENDS or word in ("!", "?"):
            break
        if word == ",":
            if not _goes_on(view, at + 1, stop):
                break
            relative = view.is_(at + 1, "relative_pronouns")
            described = described or not view.capital(at + 1)
        elif not relative and at > start and _circumstance(view, at, stop, described):
            break
        elif view.is_(at, "roles", "collectives", "outlet_nouns", "documents") and not view.capital(at):
            described = True
        elif view.is_(at, "relative_pronouns") and at > start:
            relative = True
        at += 1
    return _trimmed(view, start, at)


def _goes_on(view: View, at: int, stop: int) -> bool:
    """Whether what follows a comma still belongs to the source: a description, an age, a relative clause; no new clause, no circumstance."""
    if at >= stop:
        return False
    if view.is_(at, "relative_pronouns", "determiners", "description_starts"):
        return True
    if view.lower[at].endswith("ing") or view.is_(at, "occasion_starts", "conjunctions", "adverbs", "subject_pronouns", "days"):
        return False
    return not view.verb(at) or view.capital(at)


def _circumstance(view: View, at: int, stop: int, described: bool) -> bool:
    """Whether a word after a source's noun begins when, where or how it was said, and not a complement of the noun."""
    if view.is_(at, "days", "adverbs") or view.lower[at] in ("last", "earlier", "later", "this"):
        return True
    if not view.is_(at, "occasion_starts"):
        return bool(view.lower[at].endswith("ing") and view.verb(at))
    if view.lower[at] == "of":
        return False
    if not described or not view.is_(at, "complement_prepositions"):
        return True
    near = view.lower[at + 1 : min(at + 5, stop)]
    return any(word in view.rules["occasion_nouns"] or word in view.rules["days"] or word in view.rules["months"] for word in near)


def before_verb(view: View, floor: int, stop: int) -> Stretch | None:
    """The subject that ends at `stop`, where its verb group begins; nothing before `floor` belongs to it."""
    end = stop
    while end > floor and view.tokens[end - 1].text == "," and end == stop:
        end -= 1
    closed = end < stop
    if end <= floor:
        return None
    commas = _commas(view, floor, end)
    starts = [c + 1 for c in reversed(commas)] + [floor]
    if closed:
        return _with_apposition(view, starts, end)
    return _segment(view, starts[0], end)


def whole(view: View, start: int, stop: int) -> Stretch | None:
    """A subject with its descriptions between commas that fills all from `start` to its verb group at `stop`."""
    end = stop - 1 if view.tokens[stop - 1].text == "," else stop
    commas = _commas(view, start, end)
    core = _segment(view, start, commas[0] if commas else end)
    if core is None or core.start != start or (commas and end == stop):
        return None
    if any(not _describes(view, comma + 1) or comma + 1 >= end for comma in commas):
        return None
    return _trimmed(view, start, end)


def _with_apposition(view: View, starts: list[int], end: int) -> Stretch | None:
    """`NAME, a description, said`: the description, and the name in the segment before it; at most three descriptions."""
    for start in starts[1:4]:
        if start < end and (found := _segment(view, start, _comma_after(view, start, end))):
            return _trimmed(view, found.start, end)
        if not _describes(view, start):
            return None
    return None


def _describes(view: View, start: int) -> bool:
    return not view.is_(start, "prepositions", "subordinators", "conjunctions") or view.is_(start, "relative_pronouns")


def _comma_after(view: View, start: int, end: int) -> int:
    return next((i for i in range(start, end) if view.tokens[i].text == ","), end)


def _commas(view: View, floor: int, end: int) -> list[int]:
    """Commas outside parentheses, from `floor` to `end`."""
    found: list[int] = []
    depth = 0
    for i in range(floor, end):
        word = view.tokens[i].text
        depth += (word in "([") - (word in ")]") if len(word) == 1 else 0
        if word == "," and depth <= 0:
            found.append(i)
    return found


def _segment(view: View, start: int, end: int) -> Stretch | None:
    """The noun phrase that fills a stretch without commas, or the pronoun or name that ends it."""
    while start < end and (view.is_(start, "conjunctions", "adverbs", "leading_words") or view.tokens[start].text in CLAUSE_ENDS):
        start += 1
    if start >= end:
        return None
    if (
        end - start <= LONGEST
        and begins_noun_phrase(view, start)
        and not _clause_inside(view, start, end)
        and _ends_noun_phrase(view, end - 1)
    ):
        return _trimmed(view, start, end)
    return _last_name(view, start, end)


def _clause_inside(view: View, start: int, end: int) -> bool:
    """Whether a finite verb or a subordinate clause stands inside, relative clauses aside."""
    relative = False
    for i in range(start, end):
        if view.is_(i, "relative_pronouns") and i > start:
            relative = True
        elif relative:
            continue
        elif _opens_clause(view, i, start) or _reports_itself(view, i):
            return True
    return False


def _opens_clause(view: View, place: int, start: int) -> bool:
    """An auxiliary, a subordinator, or a pronoun that is not the first word."""
    if view.capital(place):
        return False
    return view.is_(place, "auxiliaries", "subordinators") or (place > start and view.is_(place, "subject_pronouns"))


def _reports_itself(view: View, place: int) -> bool:
    """A finite reporting verb that no determiner makes a noun."""
    verb = view.finite(place)
    return verb is not None and (verb.kind == "speech" or "past" in verb.forms) and not view.is_(place - 1, "determiners", "possessives")


def _ends_noun_phrase(view: View, place: int) -> bool:
    return (view.word(place) or view.tokens[place].text in ")].’'") and not view.is_(
        place, "prepositions", "conjunctions", "determiners_only", "subordinators"
    )


def _last_name(view: View, start: int, end: int) -> Stretch | None:
    """The pronoun, or the name with the titles and roles before it, that stands right before the verb."""
    last = end - 1
    if view.is_(last, "subject_pronouns"):
        return None if view.is_(last, "relative_pronouns") else Stretch(last, end)
    at = end
    while at > start and _in_name(view, at - 1):
        at -= 1
    if at == end or not any(view.capital(i) for i in range(at, end)):
        return None
    while at < end and not view.capital(at) and not view.is_(at, "titles", "roles"):
        at += 1
    if at > start and view.is_(at - 1, "prepositions") and view.lower[at - 1] in ("of", "for", "from", "with", "by", "to"):
        return None
    if at > start and view.is_(at - 1, "determiners") and view.lower[at - 1] in ("the", "a", "an"):
        at -= 1
    return _trimmed(view, at, end)


def _in_name(view: View, place: int) -> bool:
    return (
        (view.capital(place) and not view.is_(place, "days", "subordinators"))
        or view.is_(place, "titles", "roles", "name_particles")
        or view.tokens[place].text == "."
        or view.lower[place] in ("’s", "'s")
    ) and not view.is_(place, "prepositions", "conjunctions")


def leading_name(view: View, start: int, stop: int) -> Stretch | None:
    """The subject that begins a clause, as far as it is surely one: a pronoun, or a name with the titles before it."""
    while start < stop and view.is_(start, "conjunctions", "adverbs", "leading_words"):
        start += 1
    if start >= stop:
        return None
    if view.is_(start, "subject_pronouns"):
        return None if view.is_(start, "relative_pronouns") else Stretch(start, start + 1)
    if view.is_(start, "determiners"):
        return _leading_role(view, start, stop)
    at = start
    while at < stop and _in_name(view, at):
        at += 1
    if view.is_(at - 1, "possessives"):
        return _past_possessive(view, start, at, stop)
    known = at > start + 1 or (at > start and view.tokens[start].text in view.proper)
    return _trimmed(view, start, at) if known and view.capital(start) else None


def _leading_role(view: View, start: int, stop: int) -> Stretch | None:
    """`The campaign`, `a former aide`: a determiner with a role or body before a verb."""
    for at in range(start + 1, min(start + LEADING, stop - 1)):
        if not view.word(at) or view.is_(at, "prepositions", "auxiliaries", "conjunctions") or view.finite(at):
            return None
        if view.is_(at, "roles", "collectives", "outlet_nouns") and not view.capital(at) and not view.is_(at + 1, "roles", "collectives"):
            follows = view.lower[at + 1]
            return Stretch(start, at + 1) if view.verb(at + 1) or view.is_(at + 1, "auxiliaries") or follows.endswith("ed") else None
    return None


def _past_possessive(view: View, start: int, at: int, stop: int) -> Stretch | None:
    """`NAME's former aide NAME`: a name that owns goes on to the role, and the name after it."""
    end = next((i for i in range(at, min(at + LEADING, stop)) if view.is_(i, "roles") and not view.capital(i)), None)
    if end is None or any(not view.word(i) or view.verb(i) or view.is_(i, "prepositions", "auxiliaries") for i in range(at, end)):
        return None
    end += 1
    while end < stop and view.capital(end):
        end += 1
    return Stretch(start, end)


def _trimmed(view: View, start: int, end: int) -> Stretch | None:
    """Without commas, brackets that open and marks at the ends."""
    while start < end and not (view.word(start) or view.tokens[start].text[:1] in "@#"):
        start += 1
    while start < end and view.tokens[end - 1].text in (",", ".", ";", ":", "(", "[", "–", "—", "-", "--"):
        end -= 1
    return Stretch(start, end) if start < end else None
