"""Reporting clauses beside a quotation: the cue, its source, to whom and where.

`after` reads what follows a closing mark (`, said NAME in a statement`, ` NAME told reporters`, `, according to NAME`), `before` what
stands before an opening one (`NAME said:`, `NAME said that the plan was`, `, adding`). None where no rule is sure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from firsthand.extract.phrases import LONGEST, after_verb, before_verb, begins_noun_phrase, leading_name, whole
from firsthand.extract.view import CLAUSE_ENDS, Stretch, View
from firsthand.model import Verb

# Tokens, at most, between a cue and the mark that it introduces, where a comma or colon says that speech follows.
REACH = 24


@dataclass(frozen=True, slots=True)
class Clause:
    """`source` is None where the subject stands in an earlier clause; `end` is where the cue and its hearers end and content may begin."""

    cue: Stretch
    source: Stretch | None
    verb: Verb | None
    addressee: Stretch | None = None
    occasion: Stretch | None = None
    end: int = 0
    touches: bool = True
    pause: str = ""
    relay: Clause | None = None


# --- after a quotation ----------------------------------------------------------------------------------------------------------


def after(view: View, start: int, stop: int) -> Clause | None:
    """The clause from a closing mark to the end of its sentence or the next mark."""
    while start < stop and view.tokens[start].text in (",", "–", "—", "--", "-"):
        start += 1
    if start >= stop:
        return None
    found = (
        _according(view, start, stop) or _verb_first(view, start, stop) or _relayed(view, start, stop) or _source_first(view, start, stop)
    )
    return _with_relay(view, found, stop) if found and found.verb and not found.relay else found


def credited(view: View, start: int, stop: int) -> Clause | None:
    """`— NAME` to the end of a paragraph, under a quotation that stands alone."""
    if start >= stop or view.tokens[start].text not in ("—", "–", "―", "--", "-") or not start + 1 < stop <= start + 9:
        return None
    if not all(view.capital(i) or view.is_(i, "name_particles") or view.tokens[i].text in (".", ",") for i in range(start + 1, stop)):
        return None
    end = stop - 1 if view.tokens[stop - 1].text == "." else stop
    return Clause(Stretch(start, start + 1), Stretch(start + 1, end), None, end=end) if end > start + 1 else None


def _with_relay(view: View, clause: Clause, stop: int) -> Clause:
    """`..., NAME said at a rally, according to NEWSPAPER`."""
    for at in range(clause.end, stop - 2):
        if view.tokens[at].text == "," and (relay := _according(view, at + 1, stop)):
            return replace(clause, relay=relay)
    return clause


def _relayed(view: View, start: int, stop: int) -> Clause | None:
    """`NEWSPAPER quoted NAME as saying`: the speaker's clause, with the relay's."""
    for at in range(start + 1, min(stop, start + LONGEST)):
        verb = view.finite(at)
        if verb and verb.base in view.rules["relaying"]:
            last = next(
                (
                    i
                    for i in range(at + 2, min(stop - 1, at + LONGEST))
                    if view.lower[i] == "as" and (view.verb(i + 1) or verb).base == "say"
                ),
                None,
            )
            relay = whole(view, start, at)
            if last is None or relay is None or not begins_noun_phrase(view, at + 1):
                return None
            outer = Clause(Stretch(at, at + 1), relay, verb, end=last + 2)
            return Clause(Stretch(last, last + 2), Stretch(at + 1, last), view.verb(last + 1), end=last + 2, relay=outer)
    return None


def _according(view: View, start: int, stop: int) -> Clause | None:
    for phrase in view.rules.phrases["according"]:
        end = start + len(phrase)
        if tuple(view.lower[start:end]) == phrase and (source := after_verb(view, end, stop)):
            return Clause(Stretch(start, end), source, None, end=source.end)
    return None


def _verb_first(view: View, start: int, stop: int) -> Clause | None:
    """`said NAME`."""
    at = start
    while at < stop and view.is_(at, "adverbs", "auxiliaries") and view.lower[at] not in ("is", "was", "are", "were"):
        at += 1
    if at >= stop or not (verb := view.finite(at)) or verb.kind == "judging":
        return None
    subject = at + 1
    while subject < stop and view.is_(subject, "verb_particles"):
        subject += 1
    source = after_verb(view, subject, stop)
    if source is None or view.is_(source.start, "object_pronouns"):
        return None
    addressee, occasion = _circumstances(view, source.end, stop, None)
    return Clause(Stretch(start, subject), source, verb, addressee, occasion, source.end)


def _source_first(view: View, start: int, stop: int) -> Clause | None:
    """`NAME, the head of the council, said`."""
    if not begins_noun_phrase(view, start) or view.is_(start, "subordinators_only"):
        return None
    for at in range(start + 1, min(stop, start + LONGEST)):
        if view.tokens[at].text in CLAUSE_ENDS and view.tokens[at].text not in ("–", "—", "--"):
            return None
        verb = view.finite(at) or _plural(view, at, start)
        if (
            not verb
            or verb.kind == "judging"
            or view.is_(at - 1, "determiners", "prepositions", "relative_pronouns", "auxiliaries_passive")
        ):
            continue
        group = _group_start(view, at, start)
        source = whole(view, start, group)
        if source is None:
            continue
        end = at + 1
        while end < stop and view.is_(end, "verb_particles"):
            end += 1
        if not _ends_report(view, end, stop, verb):
            return None
        addressee, occasion = _circumstances(view, end, stop, verb)
        return Clause(Stretch(group, end), source, verb, addressee, occasion, end)
    return None


def _plural(view: View, at: int, floor: int) -> Verb | None:
    """A base form after a plural subject: `officials say`."""
    verb = view.verb(at)
    if not verb or "base" not in verb.forms or at == floor:
        return None
    before = view.lower[at - 1]
    return (
        verb
        if before in view.rules["plural_subjects"] or (before.endswith("s") and not before.endswith(("'s", "’s")) and verb.kind == "speech")
        else None
    )


def _ends_report(view: View, at: int, stop: int, verb: Verb) -> bool:
    """Whether nothing after the verb is said: a clause or object there would make the quotation part of something else."""
    if at >= stop or not view.word(at):
        return True
    if verb.base in view.rules["telling"]:
        return True
    if view.is_(at, "occasion_starts", "adverbs", "days", "conjunctions", "not_words") and view.lower[at] not in ("that", "if", "this"):
        return True
    return view.lower[at].endswith("ing") or view.lower[at] in ("it", "back", "out", "so", "aloud")


# --- before a quotation ---------------------------------------------------------------------------------------------------------


def before(view: View, floor: int, stop: int, subject: Stretch | None = None) -> Clause | None:
    """The clause that introduces what opens at `stop`; `subject` is who speaks in the clause before `floor`, for `adding: ...`."""
    end = stop
    pause = ""
    while end > floor and view.tokens[end - 1].text in (",", ":", "–", "—", "--"):
        end -= 1
        pause = view.tokens[end].text
    for at in range(end - 1, max(floor - 1, end - 1 - 3 * REACH), -1):
        word = view.tokens[at].text
        if word == ";" or (word == "." and not view.tokens[at - 1].text[:1].isupper()):
            return None
        found = _cue_at(view, at, Stretch(floor, end), pause, subject)
        if found:
            return found
    return None


def _cue_at(view: View, at: int, within: Stretch, pause: str, subject: Stretch | None) -> Clause | None:
    """The clause around the verb at `at`, if it reports and its subject can be told."""
    floor, stop = within.start, within.end
    verb = view.verb(at)
    if not verb or (at > floor and view.is_(at - 1, "determiners_only", "prepositions_only", "possessives")):
        return None
    group = _group_start(view, at, floor)
    if _passive(view, group, at) or any(view.is_(i, "modals") for i in range(group, at)):
        return None
    infinitive = view.lower[at - 1] == "to" and group < at and not any(view.is_(i, "group_heads", "auxiliaries") for i in range(group, at))
    participle = infinitive or ("ing" in verb.forms and not any(view.is_(i, "auxiliaries") for i in range(group, at)))
    source: Stretch | None
    if participle:
        group = at if infinitive else group
        source = _participle_subject(view, group, floor) or subject
    elif verb.forms & {"past", "third"} or group < at or _plural(view, at, floor):
        source = before_verb(view, floor, group) or _coordinated(view, floor, group, subject)
    else:
        return None
    if source is None:
        return None
    addressee, occasion = _circumstances(view, at + 1, stop, verb)
    end = max(at + 1, addressee.end if addressee else 0)
    rest = Stretch(max(end, occasion.end if occasion else 0), stop)
    touches = _nothing_said(view, rest, pause)
    if verb.kind == "weak" and not (touches and pause):
        return None
    return Clause(Stretch(group, at + 1), source, verb, addressee, occasion, end, touches, pause)


def _nothing_said(view: View, rest: Stretch, pause: str) -> bool:
    """Whether no content stands between the cue and the mark: nothing, `that`, an adverb; with a comma or colon circumstances too."""
    words = [i for i in range(rest.start, rest.end) if view.word(i)]
    while words and view.is_(words[0], "adverbs", "days", "complementizers", "last_words", "times_of_day"):
        words.pop(0)
    if not words:
        return True
    if not pause or len(words) > REACH:
        return False
    first = words[0]
    if any(view.finite(i) or view.is_(i, "auxiliaries") or (view.is_(i, "subject_pronouns") and i > first) for i in words):
        return False
    if any((verb := view.verb(i)) and verb.kind == "speech" and "ing" in verb.forms for i in words):
        return False
    return pause == ":" or view.is_(first, "occasion_starts")


def _coordinated(view: View, floor: int, group: int, subject: Stretch | None) -> Stretch | None:
    """`NAME took the stage and called`: the subject that begins the clause."""
    if group <= floor:
        return subject
    if view.lower[group - 1] not in view.rules["conjunctions"]:
        return None
    return leading_name(view, floor, group) or (subject if group - 1 <= floor + 1 else None)


def _participle_subject(view: View, group: int, floor: int) -> Stretch | None:
    """`NAME went home, saying`: the subject that begins the sentence, past introductory phrases; `the pilot telling`: what stands before."""
    if group > floor and view.finite(group - 1):
        return before_verb(view, floor, _group_start(view, group - 1, floor))
    if group > floor and view.tokens[group - 1].text != "," and not view.is_(group - 1, "conjunctions", "prepositions", "subordinators"):
        return _doer(view, group, floor)
    at = floor
    while at < group:
        if found := leading_name(view, at, group):
            return found
        comma = next((i for i in range(at, group) if view.tokens[i].text == ","), None)
        if comma is None or comma + 1 >= group:
            return None
        at = comma + 1
    return None


def _doer(view: View, group: int, floor: int) -> Stretch | None:
    """The name or role right before a participle, with its determiner: `with NAME claiming`, `recalled the pilot telling`."""
    at = group
    while at > floor and view.capital(at - 1) and not view.is_(at - 1, "days", "months", "determiners", "prepositions"):
        at -= 1
    if at < group:
        modifies = at > floor and (
            view.is_(at - 1, "place_prepositions", "possessives") or (group - at == 1 and view.is_(at - 1, "determiners"))
        )
        return None if modifies else Stretch(at, group)
    if not view.is_(group - 1, "roles", "collectives", "outlet_nouns", "documents"):
        return None
    while (
        at > max(floor, group - 4) and view.word(at - 1) and not view.is_(at - 1, "prepositions", "auxiliaries") and not view.finite(at - 1)
    ):
        at -= 1
        if view.is_(at, "determiners"):
            placed = at > floor and view.is_(at - 1, "place_prepositions")
            return leading_name(view, floor, group) if placed else Stretch(at, group)
    return None


# --- parts ----------------------------------------------------------------------------------------------------------------------


def _group_start(view: View, at: int, floor: int) -> int:
    """Where the verb group that ends with `at` begins: auxiliaries, adverbs, `went on to`."""
    start = at
    while start > floor and (view.is_(start - 1, "auxiliaries", "adverbs", "not_words", "group_words")):
        start -= 1
    while start < at and view.capital(start):
        start += 1
    return start


def _passive(view: View, group: int, at: int) -> bool:
    """`was told`, `is called`: the subject does not speak."""
    verb = view.verb(at)
    return bool(verb and "past" in verb.forms) and any(view.lower[i] in view.rules["passive_auxiliaries"] for i in range(group, at))


def _circumstances(view: View, at: int, stop: int, verb: Verb | None) -> tuple[Stretch | None, Stretch | None]:
    """To whom (`told reporters`, `said to the council`), and on what occasion (`in a statement`), right after a verb."""
    addressee: Stretch | None = None
    if verb and verb.base in view.rules["telling"] and at < stop:
        addressee = _hearer(view, at, stop)
    elif at + 1 < stop and view.lower[at] == "to":
        addressee = _hearer(view, at + 1, stop)
    if addressee and len(addressee) > 8:
        addressee = None
    at = addressee.end if addressee else at
    while at < stop and view.is_(at, "days", "adverbs", "last_words"):
        at += 1
    return addressee, _occasion(view, at, stop)


def _hearer(view: View, at: int, stop: int) -> Stretch | None:
    """Who is told: up to what they are told (`that`, `he would`) or when."""
    if view.is_(at, "complementizers", "content_starts"):
        return None
    if view.is_(at, "object_pronouns") and not view.capital(at):
        return Stretch(at, at + 1)
    found = (
        after_verb(view, at, stop)
        if not view.is_(at, "audience") or view.is_(min(at + 1, stop - 1), "conjunctions")
        else Stretch(at, at + 1)
    )
    found = found or _coordinated_hearers(view, at, stop)
    if found is None:
        return None
    ends = (
        i
        for i in range(found.start + 1, found.end)
        if view.is_(i, "complementizers", "content_starts", "last_words", "days", "auxiliaries")
        or (view.is_(i, "subject_pronouns") and not view.capital(i) and not view.is_(i, "relative_pronouns"))
        or (view.is_(i, "determiners") and view.capital(i - 1))
    )
    end = next(ends, found.end)
    while end > found.start and (view.tokens[end - 1].text == "," or view.is_(end - 1, "prepositions", "determiners_only")):
        end -= 1
    owned = any(view.lower[i] in ("'s", "’s") for i in range(found.start, end - 1))
    if end <= found.start or (owned and not view.capital(end - 1) and not view.is_(end - 1, "roles", "audience", "collectives")):
        return None
    return Stretch(found.start, end)


def _coordinated_hearers(view: View, at: int, stop: int) -> Stretch | None:
    """`voters and reporters`: people that no determiner introduces."""
    end = next(
        (i + 1 for i in range(at, min(at + 6, stop)) if view.is_(i, "audience", "roles") and not view.is_(i + 1, "conjunctions")), None
    )
    inside = range(at, end or at)
    return Stretch(at, end) if end and all(view.is_(i, "audience", "roles", "conjunctions") or view.capital(i) for i in inside) else None


def _occasion(view: View, at: int, stop: int) -> Stretch | None:
    if at >= stop or not view.is_(at, "occasion_prepositions"):
        return None
    if view.lower[at] == "to" and not (at + 1 < stop and view.is_(at + 1, "determiners")):
        return None
    near = range(at + 1, min(at + 7, stop))
    end = next((i for i in near if view.tokens[i].text in (",", ".", ":", ";")), near.stop)
    noun = next((i for i in range(end - 1, at, -1) if view.is_(i, "occasion_nouns") and not view.is_(i, "times_of_day")), None)
    return Stretch(at, noun + 1) if noun else None
