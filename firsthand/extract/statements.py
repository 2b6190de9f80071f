"""What is stated, by anyone: the contents of attributions, and the sentences of the outlet's own voice, each with polarity, certainty and condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.extract.drafts import drafts
from firsthand.extract.effective import effective
from firsthand.extract.modality import of_statement
from firsthand.extract.time_phrases import TimePhrases
from firsthand.extract.tree import Found, Stretch, Tree
from firsthand.extract.utterances import utterances
from firsthand.extract.view import View
from firsthand.extract.wording import Wording
from firsthand.model import Analysed, Evidence, Span, Statement, Words, finding_id

# Fewer words of a sentence than this, beside those of its attributions, state nothing.
FEWEST = 4
VERBS = frozenset(("VERB", "AUX"))


def statements(article: Analysed) -> Iterator[Statement]:
    """In the order of the text; a language without rules, and a text without trees, has none. Which attribution a content is of, the story tells."""
    if article.rules is None or not any(pos in VERBS for pos in article.syntax.pos):
        return
    wording, view, tree = Wording(article), View(article, article.rules), Tree(article, article.rules)
    times = TimePhrases(tree)
    found = utterances(wording, view, article.proposals, drafts(view))
    rows = {row.finding_id: row for row in (*_said(wording, times, found), *_own(article, wording, times, found))}
    yield from sorted(rows.values(), key=lambda row: (row.content_spans[0], row.finding_id))


def _said(wording: Wording, times: TimePhrases, found: Sequence[Found]) -> Iterator[Statement]:
    for each in found:
        if pieces := wording.pieces(each.content, (*each.source, *each.cue)):
            yield _row(wording, times, "attributed", pieces, each.content)


def _own(article: Analysed, wording: Wording, times: TimePhrases, found: Sequence[Found]) -> Iterator[Statement]:
    """The words of each sentence that no attribution takes, where a clause is left of them."""
    taken = {place for each in found for place in (*each.source, *each.cue, *each.content)}
    words = article.syntax
    first = 0
    for place in range(1, len(words.sentence) + 1):
        if place < len(words.sentence) and words.sentence[place] == words.sentence[first]:
            continue
        left = tuple(i for i in range(first, place) if i not in taken and wording.quotation(i) is None and words.pos[i] != "SPACE")
        first = place
        if sum(map(wording.word, left)) >= FEWEST and _states(words, left) and (pieces := wording.spans(left)):
            yield _row(wording, times, "own", pieces, left)


def _states(words: Words, left: Sequence[int]) -> bool:
    """Whether the main word of the sentence is among them, with a verb."""
    return any(words.head[i] == i for i in left) and any(words.pos[i] in VERBS for i in left)


def _row(wording: Wording, times: TimePhrases, voice: str, pieces: Sequence[Span], group: Sequence[int]) -> Statement:
    """`pieces`: the words of `group` as spans."""
    article, mode = times.tree.article, of_statement(times.tree, group)
    holds = effective(times.tree, times, group)
    condition = _one(wording, mode.condition)
    whole, start, end = (_one(wording, each) for each in ((holds.whole, holds.start, holds.end) if holds else (None, None, None)))
    roles: dict[str, tuple[Span, ...]] = {
        "content": tuple(pieces),
        "polarity": wording.spans(mode.polarity_words),
        "certainty": wording.spans(mode.certainty_words),
        "condition": condition,
        "effective": whole,
        "from": start,
        "until": end,
    }
    evidence = tuple(
        Evidence(role, span.start, span.end, article.words(span.start, span.end)) for role, spans in roles.items() for span in spans
    )
    return Statement(
        finding_id=finding_id(Statement.TABLE, article.article_id, evidence, (voice,)),
        article_id=article.article_id,
        evidence=evidence,
        voice=voice,  # type: ignore[arg-type]  # one of the two
        content_spans=tuple(pieces),
        polarity=mode.polarity,
        certainty=mode.certainty,
        condition_span=condition[0] if condition else None,
        polarity_spans=roles["polarity"],
        certainty_spans=roles["certainty"],
        effective_span=whole[0] if whole else None,
        from_span=start[0] if start else None,
        until_span=end[0] if end else None,
    )


def _one(wording: Wording, stretch: Stretch | None) -> tuple[Span, ...]:
    """From the first word to the last, marks at the borders left out."""
    spans = wording.spans(range(*stretch)) if stretch else ()
    return (Span(spans[0].start, spans[-1].end),) if spans else ()
