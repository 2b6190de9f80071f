"""A story in which reports stand on one another, made of rows by hand: everything in it is invented.

The wire's report is copied by the Gazette, on whose report the wire then stands; the Post and the Review have words of an agency whose report is not in the
story; the Post leads nowhere; the Bell has nothing from anybody.
"""

from __future__ import annotations

from typing import Any

from handmade import Said, Written, at, when

from firsthand.model import Credit, Derivation, Evidence, Passage, Reuse, Span, digest, finding_id

FIRST = Written(
    path="a/first.txt", outlet="Tallow Wire", title="Salt boats to sail at night", url="https://tallow.example/salt", published=when(3),
    text=(
        "Salt boats to sail at night\n\nThe harbour office will let salt boats sail at night from Monday, with lamps on both masts and a guard aboard, a clerk told the Tallow Wire.\n\n"
        "“Nobody sails without a lamp,” said the clerk. The tower of Ostrel counted 41 boats.\n"
    ),
    said=[Said(["Nobody sails without a lamp,"], "the clerk", "said", None, "role")],
)  # fmt: skip
COPY = Written(
    path="b/copy.txt", outlet="Harbour Gazette", title="Night boats get their lamps", published=when(4),
    text=(
        "Night boats get their lamps\n\nSalt boats may sail at night from Monday, with lamps on both masts and two guards aboard, according to the Tallow Wire.\n\n"
        "“Nobody sails without a lamp,” a clerk said. Ostrel’s tower counted 41 boats.\n"
    ),
)  # fmt: skip
AGAIN = Written(
    path="c/again.txt",
    outlet="Tallow Wire",
    title="Two guards on each boat",
    published=when(6),
    text="Two guards on each boat\n\nEach salt boat that sails at night must carry two guards and lamps on both masts, the Harbour Gazette reports.\n",
)
POST = Written(
    path="d/post.txt", outlet="Salt Post", title="Price of salt to fall", published=when(5),
    text=(
        "Price of salt to fall\n\nThe price of a sack of salt will reportedly fall by a third before the first snow, sellers in the lower market think.\n\n"
        "The inquiry of Ostrel said so in March. Nobody knows more (Norland Press)\n"
    ),
    said=[Said(["so"], "The inquiry of Ostrel", "said", "inquiry of Ostrel", "document", form="indirect")],
)  # fmt: skip
REVIEW = Written(
    path="e/review.txt",
    outlet="Ebb Review",
    title="Salt and snow",
    published=when(5),
    text="Salt and snow\n\nThe price of a sack of salt will fall by a third before the first snow, sellers think.\n",
)
BELL = Written(
    path="f/bell.txt", outlet="Bell", title="A bell", published=when(7), text="A bell\n\nThe bell of the lower market was cast again.\n"
)
STORY = [FIRST, COPY, AGAIN, POST, REVIEW, BELL]


def credit(
    written: Written,
    words: str,
    who: str,
    name: str | None,
    kind: Any,
    label: Any = "credit",
    meant: Written | None = None,
    reason: str = "by hand",
) -> Credit:
    span = at(written.text, words)
    whom = at(written.text, who, span.start)
    evidence = (Evidence("credit", span.start, span.end, words), Evidence("credited", whom.start, whom.end, who))
    name_of = finding_id("credit", written.article_id, evidence, [kind])
    return Credit(name_of, written.article_id, evidence, span, whom, kind, label, name, meant and meant.article_id, reason)


def ordered(one: Written, other: Written) -> tuple[Written, Written, bool]:
    """The two by their ids, and whether they were turned."""
    turned = one.article_id > other.article_id
    return (other, one, turned) if turned else (one, other, turned)


def reuse(one: Written, words: str, other: Written, others: str, equal: int, kind: Any = "prose") -> Reuse:
    a, b, turned = ordered(one, other)
    words_a, words_b = (others, words) if turned else (words, others)
    span_a, span_b = at(a.text, words_a), at(b.text, words_b)
    evidence = (
        Passage(a.article_id, "a", span_a.start, span_a.end, words_a),
        Passage(b.article_id, "b", span_b.start, span_b.end, words_b),
    )
    similarity = round(2 * equal / (len(words_a.split()) + len(words_b.split())), 3)
    name = digest("reuse", a.article_id, str(span_a), b.article_id, str(span_b))
    prose = equal if kind == "prose" else 0
    return Reuse(name, a.article_id, span_a, b.article_id, span_b, similarity, kind, equal, prose, evidence)


def derivation(
    one: Written,
    other: Written,
    label: Any = "partially",
    *,
    directed: bool = True,
    rule: str | None = None,
    source: str | None = None,
    rare: tuple[str, ...] = (),
    reason: str = "by hand",
) -> Derivation:
    """`other` has it from `one`, where it is directed."""
    a, b, turned = ordered(one, other)
    way: Any = None if not directed else "b-to-a" if turned else "a-to-b"
    evidence = []
    for words in rare:
        for role, written in (("rare-a", a), ("rare-b", b)):
            span: Span = at(written.text, words)
            evidence.append(Passage(written.article_id, role, span.start, span.end, words))
    name = digest("derivation", a.article_id, b.article_id)
    return Derivation(name, a.article_id, b.article_id, label, 0.5, 0.5, way, rule, source, None, reason, tuple(evidence))


QUOTED = "Nobody sails without a lamp"
TOLD = credit(FIRST, "told the Tallow Wire", "Tallow Wire", "Tallow Wire", "told", "first-hand", reason="the outlet itself")
ACCORDING = credit(
    COPY, "according to the Tallow Wire", "Tallow Wire", "Tallow Wire", "according-to", meant=FIRST, reason="its only report"
)
REPORTS = credit(
    AGAIN, "the Harbour Gazette reports", "Harbour Gazette", "Harbour Gazette", "reported", meant=COPY, reason="its only report"
)
LOST = credit(POST, "reportedly", "reportedly", None, "other", "vague", reason="nobody is named")
MARKED = credit(POST, "(Norland Press)", "Norland Press", "Norland Press", "wire", reason="no report of it in the story")
ROWS = (
    TOLD, ACCORDING, REPORTS, LOST, MARKED,
    reuse(
        FIRST, "salt boats sail at night from Monday, with lamps on both masts and a guard aboard",
        COPY, "Salt boats may sail at night from Monday, with lamps on both masts and two guards aboard", 13,
    ),
    reuse(FIRST, QUOTED, COPY, QUOTED, 5, "quotation"),
    derivation(FIRST, COPY, rule="credit", rare=("tower", "41"), reason="13 words of prose in 1 passage; it credits Tallow Wire"),
    reuse(POST, "The price of a sack of salt will reportedly fall by a third before the first snow", REVIEW, "The price of a sack of salt will fall by a third before the first snow", 16),
    derivation(POST, REVIEW, directed=False, rule="wire-mark-one", source="Norland Press", reason="16 words of prose in 1 passage; one is marked as Norland Press's"),
)  # fmt: skip
