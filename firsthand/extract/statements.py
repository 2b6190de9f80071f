"""What is stated, by anyone: the contents of attributions, and the sentences of the outlet's own voice, each with polarity, certainty and condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.extract.drafts import drafts
from firsthand.extract.modality import Modality, of_statement
from firsthand.extract.tree import Found, Tree
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
    found = utterances(wording, view, article.proposals, drafts(view))
    rows = {row.finding_id: row for row in (*_said(article, wording, tree, found), *_own(article, wording, tree, found))}
    yield from sorted(rows.values(), key=lambda row: (row.content_spans[0], row.finding_id))


def _said(article: Analysed, wording: Wording, tree: Tree, found: Sequence[Found]) -> Iterator[Statement]:
    for each in found:
        if pieces := wording.pieces(each.content, (*each.source, *each.cue)):
            yield _row(article, wording, "attributed", pieces, of_statement(tree, each.content))


def _own(article: Analysed, wording: Wording, tree: Tree, found: Sequence[Found]) -> Iterator[Statement]:
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
            yield _row(article, wording, "own", pieces, of_statement(tree, left))


def _states(words: Words, left: Sequence[int]) -> bool:
    """Whether the main word of the sentence is among them, with a verb."""
    return any(words.head[i] == i for i in left) and any(words.pos[i] in VERBS for i in left)


def _row(article: Analysed, wording: Wording, voice: str, pieces: Sequence[Span], mode: Modality) -> Statement:
    stretch = wording.spans(range(*mode.condition)) if mode.condition else ()
    condition = (Span(stretch[0].start, stretch[-1].end),) if stretch else ()
    roles: dict[str, tuple[Span, ...]] = {
        "content": tuple(pieces),
        "polarity": wording.spans(mode.polarity_words),
        "certainty": wording.spans(mode.certainty_words),
        "condition": condition,
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
    )
