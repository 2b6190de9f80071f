"""Where a report says that it, or another, had something wrong: the note, what was wrong and what is right.

A note is a paragraph under a label (`Correction:`), or begins with a sentence that speaks of an error of a report (`An earlier version of this article said ...`) and goes on
to the end of its paragraph. The wordings are data (`corrections-en.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from firsthand.model import Correction, CorrectionKind, Evidence, Language, Parsed, Span, finding_id

# Sentences of a note that are read; a longer paragraph goes on with something else.
LONGEST = 5
# A date, a place or what is corrected may stand between a label and its colon: `Correction (4 June):`.
LABEL = r"\W{{0,3}}(?:editors?['’]?s?['’]?\s+)?(?P<label>{labels})\b(?:\s+and\s+\w+)?(?:\s*\([^)\n]{{1,40}}\)|,?\s[^:.\n]{{1,30}})?[^\S\n]*(?:[:.–—-]|$)"
BRACKETED = re.compile(r"[(\[]\s*(?:this\s+\w+\s+)?corrects\b", re.IGNORECASE)
# A wrong or right piece ends here, where no words of the phrase follow it.
ENDS = r"(?=\s*[;.!?)\]—–](?:\s|$)|\s*;|,\s+(?:as|when|but|which|who|because|and)\s|\s+(?:as\s+(?:we|this|it|was|had|originally|previously|stated|reported|first)|when in fact)\b|\s*$)"
PREFIX = "corrections."
WORDS = re.compile(r"\w+")
FIGURE = re.compile(r"\d")
CAPITAL = re.compile(r"\b[^\W\d_a-z]\w+")
INSTEAD = re.compile(r"\W*(?:it|he|she|they|that|this|there|the\s[\w'’\s]{1,60})\s(?:is|are|was|were|did|does)\b", re.IGNORECASE)
NAMED = re.compile(r"(?<=[^\W\d_]\s)[^\W\d_a-z]\w+")


@dataclass(frozen=True, slots=True)
class _Said:
    note: Span
    kind: CorrectionKind
    wrong: Span | None = None
    right: Span | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    label: re.Pattern[str]
    strict: frozenset[str]
    opening: re.Pattern[str]
    of_another: re.Pattern[str]
    withdrawing: re.Pattern[str]
    both: tuple[re.Pattern[str], ...]
    wrong: tuple[re.Pattern[str], ...]
    right: tuple[re.Pattern[str], ...]
    turning: re.Pattern[str]
    marked: re.Pattern[str]


def corrections(parsed: Parsed) -> Iterator[Correction]:
    """In the order of the text; a language without rules has none."""
    if parsed.rules is None or "corrections.labels" not in parsed.rules.words:
        return
    rules = _rules(parsed.rules)
    read = 0
    for paragraph, sentences in _paragraphs(parsed):
        for said in _note(parsed, rules, paragraph, sentences) if sentences[-1].end > read else ():
            yield _row(parsed, said)
            read = sentences[-1].end


def _paragraphs(parsed: Parsed) -> Iterator[tuple[str, Sequence[Span]]]:
    """Each with its sentences; a label that is a paragraph of its own goes with the next one."""
    listed = sorted(parsed.sentences)
    groups: list[list[Span]] = []
    for span in listed:
        before = groups[-1] if groups else None
        if before is None or "\n" in parsed.words(before[-1].end, span.start):
            groups.append([span])
        else:
            before.append(span)
    waiting: list[Span] = []
    for group in groups:
        whole = [*waiting, *group]
        words = parsed.words(whole[0].start, whole[-1].end)
        if not waiting and len(WORDS.findall(words)) <= 4:
            waiting = whole
            continue
        if waiting:
            yield words, whole
        yield parsed.words(group[0].start, group[-1].end), group
        waiting = []


def _note(parsed: Parsed, rules: _Rules, paragraph: str, sentences: Sequence[Span]) -> Iterator[_Said]:
    label = rules.label.match(paragraph)
    inside = [q.span for q in parsed.quotations if q.depth == 0]
    begins = None
    for number, span in enumerate(sentences):
        words = parsed.words(span.start, span.end)
        found = next(
            filter(None, (pattern.search(words) for pattern in (rules.opening, rules.withdrawing, rules.of_another, BRACKETED))), None
        )
        if found and not any(q.start < span.start + found.start() < q.end for q in inside):
            begins = number
            break
    strict = label is not None and label["label"].casefold() in rules.strict
    if begins is None and not strict:
        return
    first = 0 if label is not None or begins is None else begins
    taken = sentences[first : first + LONGEST]
    note = Span(taken[0].start, taken[-1].end)
    head = Span(sentences[0].start + label.end(), taken[0].end) if label is not None else taken[0]
    if label is not None and head.start >= head.end:
        taken, head = taken[1:], taken[1] if len(taken) > 1 else head
    spans = [head, *taken[1:]] if taken else []
    whole = parsed.words(note.start, note.end)
    kind: CorrectionKind = "retracted" if rules.withdrawing.search(whole) else "corrected"
    if label is None and not rules.opening.search(whole) and rules.of_another.search(whole):
        kind = "told"
    found_any = False
    for said in _pieces(parsed, rules, spans):
        found_any = True
        yield replace(said, note=note, kind=kind)
    if not found_any and begins is not None:
        yield _Said(note, kind)


def _pieces(parsed: Parsed, rules: _Rules, sentences: Sequence[Span]) -> Iterator[_Said]:
    """What each sentence says was wrong and is right. What was wrong waits for the next sentence, if that has a figure or a name where it has one."""
    waiting: _Said | None = None
    for span in sentences:
        found = _sentence(parsed, rules, span)
        if found is not None and waiting is not None and waiting.wrong is not None and found.right is None and _plain(parsed, rules, span):
            found = None  # `A spokeswoman later said that he is 3`: somebody says what is right
        if found is None and waiting is not None and waiting.wrong is not None:
            if _answers(parsed, rules, waiting.wrong, span):
                yield replace(waiting, right=_trimmed(parsed, span.start, span.end))
                waiting = None
            continue
        if found is None:
            continue
        if found.wrong is None and waiting is not None:
            yield replace(waiting, right=found.right)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = None
        if found.right is None:
            waiting = found
        else:
            yield found
    if waiting is not None:
        yield waiting


def _plain(parsed: Parsed, rules: _Rules, span: Span) -> bool:
    """Whether a sentence has no word for an error, nor speaks of the report."""
    words = parsed.words(span.start, span.end)
    return not (rules.opening.search(words) or rules.marked.search(words))


def _answers(parsed: Parsed, rules: _Rules, wrong: Span, right: Span) -> bool:
    """Whether a sentence says what is right instead: in a word for it, with a figure for a figure, or a name for a name of the same thing."""
    one, other = parsed.words(wrong.start, wrong.end), parsed.words(right.start, right.end)
    if rules.turning.match(other) or INSTEAD.match(other):
        return True
    common = {word for word in WORDS.findall(one.casefold()) if len(word) > 3} & set(WORDS.findall(other.casefold()))
    return bool((FIGURE.search(one) and FIGURE.search(other)) or (common and NAMED.search(one) and NAMED.search(other)))


def _sentence(parsed: Parsed, rules: _Rules, span: Span) -> _Said | None:
    words = parsed.words(span.start, span.end)

    def at(place: tuple[int, int]) -> Span | None:
        return _trimmed(parsed, span.start + place[0], span.start + place[1])

    for pattern in rules.both:
        if found := pattern.search(words):
            wrong, right = at(found.span("wrong")), at(found.span("right"))
            return _Said(
                span, "corrected", wrong, right if right is not None and _telling(parsed, right) >= _telling(parsed, wrong) else None
            )
    for pattern in rules.wrong:
        if found := pattern.search(words):
            wrong, right = at(found.span("wrong")), None
            if wrong is None:
                continue
            rest = words[found.end("wrong") :]
            follows = re.match(r"\s*[;—–]\s*(?P<right>[^.]+)", rest) or re.match(
                rf",?\s+(?:{rules.turning.pattern})\b(?P<right>[^.;]+)", rest, re.IGNORECASE
            )
            if follows:
                start = found.end("wrong")
                right = at((start + follows.start("right"), start + follows.end("right")))
            return _Said(span, "corrected", wrong, right)
    for pattern in rules.right:
        if found := pattern.search(words):
            return _Said(span, "corrected", None, at(found.span("right")))
    return None


def _telling(parsed: Parsed, span: Span | None) -> bool:
    """Whether it has a figure or a name."""
    words = parsed.words(span.start, span.end) if span is not None else ""
    return bool(FIGURE.search(words) or CAPITAL.search(words))


def _trimmed(parsed: Parsed, start: int, end: int) -> Span | None:
    """Without white space and marks at the borders."""
    words = parsed.words(start, end)
    letters = [match.span() for match in WORDS.finditer(words)]
    return Span(start + letters[0][0], start + letters[-1][1]) if letters else None


@lru_cache(4)
def _rules_of(
    code: str, lists: tuple[tuple[str, frozenset[str]], ...], phrases: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
) -> _Rules:
    words, listed = dict(lists), dict(phrases)
    strict = words["labels"]
    label = LABEL.format(labels="|".join(sorted(strict | words["loose_labels"], key=len, reverse=True)))
    return _Rules(
        re.compile(label, re.IGNORECASE | re.MULTILINE),
        strict,
        re.compile("|".join(_compiled(phrase, words) for phrase in listed["opening"]), re.IGNORECASE),
        re.compile("|".join(_compiled(phrase, words) for phrase in listed["of_another"]), re.IGNORECASE),
        re.compile("|".join(_compiled(phrase, words) for phrase in listed["withdrawing"]), re.IGNORECASE),
        tuple(re.compile(_compiled(phrase, words), re.IGNORECASE) for phrase in listed["both"]),
        tuple(re.compile(_compiled(phrase, words), re.IGNORECASE) for phrase in listed["wrong"]),
        tuple(re.compile(_compiled(phrase, words), re.IGNORECASE) for phrase in listed["right"]),
        re.compile("|".join(r"\s+".join(phrase) for phrase in listed["turning"]), re.IGNORECASE),
        re.compile(r"\b(?:" + "|".join(sorted(words["wrongly"] | words["misspelt"] | words["pieces"])) + r")\b", re.IGNORECASE),
    )


def _rules(language: Language) -> _Rules:
    lists, phrases = (
        tuple(sorted((name.removeprefix(PREFIX), value) for name, value in given.items() if name.startswith(PREFIX)))
        for given in (language.words, language.phrases)
    )
    return _rules_of(language.code, lists, phrases)


def _compiled(phrase: Sequence[str], words: Mapping[str, frozenset[str]]) -> str:
    """A phrase as a regular expression; the parts in the head of `corrections-en.toml`."""
    made = r"\b"
    for number, part in enumerate(phrase):
        last = number == len(phrase) - 1
        gap = r"\s+" if number and part != "," else r"\s*" if number else ""
        if part == "...":
            made += r"(?:\s+\S+){0,12}?"
        elif part in ("{wrong}", "{right}"):
            made += gap + f"(?P<{part[1:-1]}>[^;]{{1,240}}?)" + (ENDS if last else "")
        elif part.startswith("<"):
            name = part.strip("<>?")
            made += gap + "(?:" + "|".join(sorted(words[name], key=lambda word: (-len(word), word))) + r")\b"
        else:
            made += gap + re.escape(part) + (r"\b" if part[-1].isalnum() else "")
    return made


def _row(parsed: Parsed, said: _Said) -> Correction:
    roles = (("correction", said.note), ("wrong", said.wrong), ("right", said.right))
    evidence = tuple(Evidence(role, span.start, span.end, parsed.words(span.start, span.end)) for role, span in roles if span is not None)
    return Correction(
        finding_id=finding_id(Correction.TABLE, parsed.article_id, evidence, (said.kind,)),
        article_id=parsed.article_id,
        evidence=evidence,
        span=said.note,
        kind=said.kind,
        wrong_span=said.wrong,
        right_span=said.right,
    )
