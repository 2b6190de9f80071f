"""Who said what, by rule: direct quotations with their cue and speaker, and mixed ones whose whole clause can be taken in.

Method: for each quotation, the clauses beside it are read (`clauses`); the pieces of one utterance are joined (`drafts`); what the words
tell of the source is added (`sources`, `names`). Where no rule is sure, there is no row: the quotation stays unread, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.extract.drafts import Draft, drafts
from firsthand.extract.names import Mention, Names
from firsthand.extract.sources import anonymity, descriptor, source_class
from firsthand.extract.view import Stretch, View
from firsthand.language import language
from firsthand.model import Attribution, Evidence, Parsed, Span, finding_id

# Paragraphs, at most, between a pronoun and the name that it stands for.
BACK = 2


def attributions(parsed: Parsed) -> Iterator[Attribution]:
    """In the order of their content; a language without rules has none."""
    rules = language(parsed.language)
    if rules is None or not parsed.quotations:
        return
    view = View(parsed, rules)
    found = drafts(view)
    names = Names(view, (draft.source for draft in found if draft.source))
    ids: dict[int, str] = {}
    for draft in found:
        row = _row(view, names, draft, ids.get(id(draft.within)) if draft.within else None)
        ids[id(draft)] = row.finding_id
        yield row


def _row(view: View, names: Names, draft: Draft, within: str | None) -> Attribution:
    name = names.name_in(draft.source) if draft.source else None
    known = _speaker(view, names, draft, name)
    unnamed = _anonymity(view, draft)
    described = descriptor(view, draft.source, name) if draft.source else None
    source = (view.span(draft.source),) if draft.source else ()
    cue = (view.span(draft.cue),)
    content = tuple(draft.content)
    roles: dict[str, tuple[Span, ...]] = {
        "source": source,
        "cue": cue,
        "content": content,
        "speaker": _one(view, known.where if known and draft.source and known.where.start < draft.source.start else None),
        "descriptor": _one(view, described),
        "anonymity": _one(view, unnamed),
        "addressee": _one(view, draft.addressee),
        "occasion": _one(view, draft.occasion),
    }
    evidence = tuple(
        Evidence(role, span.start, span.end, view.parsed.words(span.start, span.end)) for role, spans in roles.items() for span in spans
    )
    return Attribution(
        finding_id=finding_id(Attribution.TABLE, view.parsed.article_id, evidence, (draft.form, "said")),
        article_id=view.parsed.article_id,
        evidence=evidence,
        source_spans=source,
        cue_spans=cue,
        content_spans=content,
        form=draft.form,
        sort="said",
        within=within,
        speaker=view.text(known.where) if known else None,
        source_class=source_class(view, draft.source, name, unnamed is not None) if draft.source else None,
        **{f"{role}_span": _first(roles[role]) for role in ("speaker", "descriptor", "anonymity", "addressee", "occasion")},
    )


def _one(view: View, stretch: Stretch | None) -> tuple[Span, ...]:
    return (view.span(stretch),) if stretch else ()


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def _speaker(view: View, names: Names, draft: Draft, name: Mention | None) -> Mention | None:
    """The name that the article gives the source most fully, where one person alone can be meant."""
    if draft.source is None:
        return None
    if len(draft.source) == 1 and view.is_(draft.source.start, "subject_pronouns"):
        return names.meant_by(draft.source.start, _back(view, draft.source.start))
    if name is None or not name.person:
        return None
    return names.full(name)


def _back(view: View, place: int) -> int:
    """The first token of the paragraph `BACK` before the one that holds a place."""
    start = view.paragraph(place).start
    for _ in range(BACK):
        start = view.paragraph(start - 1).start if start else 0
    return start


def _anonymity(view: View, draft: Draft) -> Stretch | None:
    """In the sentence of the cue."""
    return anonymity(view, view.sentence_start(draft.cue.start), view.sentence_end(draft.cue.start))
