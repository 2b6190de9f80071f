"""Every row of a story, and the few types that stages hand to each other.

Conventions, everywhere: offsets are Unicode code points into `article.text`, half-open (`text[start:end]`); times are UTC;
an absent value is `None`, never an empty string or zero. A row is a frozen dataclass; its fields are the columns of the table named
by `TABLE`, in order; each field's `doc` is the column's documentation (docs/tables.md is generated from it).

Words and spans are handed over apart: a producer gives the span *and* the words that it saw there, and the store refuses the row
where `text[start:end]` is not those words (`tables.check_rows`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol, TypeAlias

SCHEMA_VERSION = 1


def column(doc: str, **kwargs: Any) -> Any:
    """A dataclass field with the documentation of its column."""
    return field(metadata={"doc": doc}, **kwargs)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words that support a row in one role, with the span where the producer saw them."""

    role: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words in one article among several that support a row, in one role."""

    article_id: str
    role: str
    start: int
    end: int
    words: str


def digest(*parts: str) -> str:
    """A short stable name for `parts`: 16 hexadecimal digits of SHA-256; parts are told apart by their lengths."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        whole.update(f"{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()[:16]


def text_sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def normalised(words: str) -> str:
    """Letters and digits of a line in one case, words apart: lines that differ only in marks are the same line."""
    return " ".join(re.findall(r"\w+", words.casefold()))


# --- what was read -------------------------------------------------------------------------------------------------------------

Extent: TypeAlias = Literal["whole", "cut", "unknown"]
BlockKind: TypeAlias = Literal["paragraph", "heading", "list-item", "quote", "caption", "cell", "preformatted", "line"]


@dataclass(frozen=True, slots=True)
class Capture:
    """A file that was read."""

    TABLE: ClassVar[str] = "capture"
    KEY: ClassVar[tuple[str, ...]] = ("path", "raw_sha256", "place", "article_id")

    path: str = column("path inside the folder that was given, or the file's name; never absolute")
    raw_sha256: str = column("SHA-256 of the file's bytes, hexadecimal")
    url: str | None = column("where it was published: a person's entry, else what the file says")
    recorded: datetime | None = column("when it was captured, UTC, as WARC, feed or saved page tell it")
    article_id: str = column("the article that was read from it")
    place: str | None = column(
        "where in a file that holds several articles: `line 3`, `record 12`; null where the file is the article", default=None
    )


@dataclass(frozen=True, slots=True)
class Article:
    """A text, frozen as it was read, with the metadata in use."""

    TABLE: ClassVar[str] = "article"
    KEY: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str = column("hash of URL (or, where none is known, the outlet that the file or a person names) and text")
    path: str = column("path of its first capture, in the order of paths")
    url: str | None = column("where it was published")
    outlet: str | None = column("who published it")
    title: str | None = column("its title")
    byline: str | None = column("who wrote it, as printed")
    published_earliest: datetime | None = column("publication, earliest possible, UTC")
    published_latest: datetime | None = column("publication, latest possible, UTC")
    language: str | None = column("ISO 639-1 code")
    extent: Extent = column("whole, cut (a paywall or a teaser ends it), or unknown")
    text: str = column("the text as it was read: never changed, nothing cut")
    sha256: str = column("SHA-256 of the text in UTF-8, hexadecimal")


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of an article's text, with its place in the file."""

    TABLE: ClassVar[str] = "block"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span")

    article_id: str = column("the article")
    span: Span = column("where in the text")
    words: str = column("the words seen there")
    kind: BlockKind = column("paragraph, heading, list-item, quote, caption, cell, preformatted; line where the file does not tell")
    place: str = column("where in the file: an XPath in a page, a field in JSON, `line N` in text")
    main: bool | None = column("whether the extraction library takes it for the article; null where the file is plain text")


# --- what is known about an article ------------------------------------------------------------------------------------------

MetadataField: TypeAlias = Literal["title", "outlet", "byline", "published", "modified", "url", "language", "extent", "kind", "post"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """One candidate for one field of an article."""

    TABLE: ClassVar[str] = "metadata"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "field", "rule", "value", "span")

    article_id: str = column("the article")
    field: MetadataField = column(
        "title, outlet, byline, published, modified, url, language, extent; kind (what sort of page: article, live-blog, gallery, listing); "
        "post (a dated part of a live blog: the value is its time, the span its text)"
    )
    value: str = column(
        "the value; dates in ISO 8601 or EDTF (`[2031-03-04,2031-04-03]`: one of these; `2031-06-04/2031-06-10`: between these; `2031-06-04/..`: not before)"
    )
    span: Span | None = column("where the text says so; null where it stands outside the visible text")
    words: str | None = column("the words seen there")
    rule: str = column("how it was found: `person`, `meta ...`, `json-ld ...`, `front matter`, `dateline` ...")
    used: bool = column("whether it is the one in use", default=False)


FurnitureKind: TypeAlias = Literal[
    "title", "byline", "author", "date", "share", "related", "caption", "comment", "tip", "subscribe", "legal", "navigation", "ad", "other"
]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text on the page that is not the article: marked, never cut."""

    TABLE: ClassVar[str] = "furniture"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "kind", "rule")

    article_id: str = column("the article")
    span: Span = column("where in the text")
    words: str = column("the words seen there")
    kind: FurnitureKind = column("what it is; the kinds are explained in benchmarks/gold/furniture/GUIDELINES.md")
    rule: str = column("how it was told: a pattern's name, `structure ...`, `extraction`, `repeated`, `person`")


# --- what the language of one article shows -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    TABLE: ClassVar[str] = "sentence"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span")

    article_id: str = column("the article")
    span: Span = column("where in the text")
    words: str = column("the words seen there")


UnreadReason: TypeAlias = Literal["no speaker found", "title of a work", "scare quotes", "term", "unclosed", "furniture", "language"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of quotation marks, or an opening one that nothing closes, with what stands between."""

    TABLE: ClassVar[str] = "quotation"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span")

    article_id: str = column("the article")
    span: Span = column("from the opening mark to the closing mark, marks included")
    words: str = column("the words seen there")
    content_spans: tuple[Span, ...] = column("what stands between the marks, a span a paragraph, marks excluded")
    depth: int = column("0 outermost; 1 inside another quotation; and so on")
    closed: bool = column("whether a closing mark was found")
    guess: UnreadReason = column("why it is no attribution, where no attribution uses it")


VerbKind: TypeAlias = Literal["speech", "judging", "believing", "weak"]
VerbForm: TypeAlias = Literal["base", "third", "past", "ing", "participle"]


@dataclass(frozen=True, slots=True)
class Verb:
    """What a word form can be as a reporting verb."""

    base: str
    kind: VerbKind
    forms: frozenset[VerbForm]


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, lower case; what each list means is said in its data file."""

    code: str
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    verbs: Mapping[str, Verb]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words[name]


class Parsed(Protocol):
    """What an extractor may ask of a parsed article; `language.parse` makes them."""

    @property
    def article_id(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def rules(self) -> Language | None: ...
    @property
    def tokens(self) -> tuple[Token, ...]: ...
    @property
    def sentences(self) -> tuple[Span, ...]: ...
    @property
    def quotations(self) -> tuple[Quotation, ...]: ...
    @property
    def paragraphs(self) -> tuple[Span, ...]: ...
    def words(self, start: int, end: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark as the tokeniser saw it; `text` is its own copy of the words, `space` the white space after it."""

    start: int
    end: int
    text: str
    space: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the language model reads it, one entry a word (white space that stands by itself is a word too).

    Where it stands; as written, lower case, lemma (lower case); part of speech, relation and head as in Universal Dependencies (the head of a root is
    itself); the numbers of its sentence and of its double quotation (0: none).
    """

    start: list[int]
    end: list[int]
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    sentence: list[int]
    quotation: list[int]


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A mention (first word, after the last, its head), the earlier one that it goes back to (None: the chain's first), the reason, and how sure it is, 0 to 1.

    `kind`: name, noun, pronoun or group. `score`: 1 where a rule made the link, less where the network did.
    """

    start: int
    end: int
    head: int
    kind: str
    antecedent: tuple[int, int] | None
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Chain:
    """What one text says of one entity, in the order of the text: `name` is its fullest name as words, `label` PER, ORG, LOC, MISC, None where it has no name."""

    links: tuple[ChainLink, ...]
    name: tuple[int, int] | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One cue as the network reads it, all in numbers of words, ascending: `head` is the cue's word that the others hang on; `score`: how sure it is, 0 to 1."""

    head: int
    sort: Sort
    score: float
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


class Analysed(Parsed, Protocol):
    """A parsed article with what the language model says of it; `language.analyse` makes them."""

    @property
    def syntax(self) -> Words: ...
    @property
    def chains(self) -> tuple[Chain, ...]: ...
    @property
    def proposals(self) -> tuple[Proposal, ...]: ...


# --- findings ----------------------------------------------------------------------------------------------------------------

Form: TypeAlias = Literal["direct", "indirect", "mixed", "headline"]
Sort: TypeAlias = Literal["said", "believed", "intended"]
SourceClass: TypeAlias = Literal["named", "role", "anonymous", "collective", "document", "outlet"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone says, believes or intends something: source, cue, content (PARC3, Pareti 2016; PolNeAR, Newell et al. 2018)."""

    TABLE: ClassVar[str] = "attribution"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("form", "sort")

    finding_id: str = column("hash of table, article, spans by role, form and sort: the same on every run and machine")
    article_id: str = column("the article")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: every span of this row with the words seen there")
    source_spans: tuple[Span, ...] = column("who says it; empty where the text names nobody")
    cue_spans: tuple[Span, ...] = column("the words that attribute: `said`, `according to`")
    content_spans: tuple[Span, ...] = column("what is said; a span for each piece, quotation marks excluded")
    form: Form = column("direct, indirect, mixed or headline")
    sort: Sort = column("said, believed or intended")
    within: str | None = column("finding_id of the attribution whose content holds this one", default=None)
    entity_id: str | None = column("the speaker, across articles", default=None)
    speaker: str | None = column("the speaker as this article names them most fully, where that is certain", default=None)
    source_class: SourceClass | None = column("named, role, anonymous, collective, document or outlet; null: not told", default=None)
    speaker_span: Span | None = column("where this article names the speaker, where the source is a pronoun or a short form", default=None)
    descriptor_span: Span | None = column("how the source is described", default=None)
    anonymity_span: Span | None = column("why the source is not named", default=None)
    addressee_span: Span | None = column("to whom it was said", default=None)
    occasion_span: Span | None = column("where or on what occasion it was said", default=None)
    polarity: str | None = column("null: not told", default=None)
    certainty: str | None = column("null: not told", default=None)
    condition_span: Span | None = column("on what condition", default=None)
    chain_id: str | None = column("the speaker, in this article: the chain of its mentions", default=None)
    relays: str | None = column(
        "finding_id of the attribution of the same words which this one passes on: `X said, according to OUTLET`", default=None
    )
    by: str = column("who tells the speaker: rule, or person where a decision names them", default="rule")
    polarity_spans: tuple[Span, ...] = column("the words that tell the polarity: `denied`", default=())
    certainty_spans: tuple[Span, ...] = column("the words that tell the certainty: `may`, `reportedly`", default=())
    said_span: Span | None = column(
        "when it was said, as the words beside the cue tell it: `said on Thursday`; never a time inside what is said", default=None
    )
    said_earliest: str | None = column("the first day on which those words may lie, ISO 8601; null: not known or none", default=None)
    said_latest: str | None = column("the last day on which they may lie, ISO 8601; null: not known or none", default=None)


Voice: TypeAlias = Literal["attributed", "own"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated: the content of an attribution, or what a sentence says in the outlet's own voice."""

    TABLE: ClassVar[str] = "statement"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("voice",)

    finding_id: str = column("hash of table, article, spans by role and voice: the same on every run and machine")
    article_id: str = column("the article")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: every span of this row with the words seen there")
    voice: Voice = column("attributed: somebody says, believes or intends it; own: the outlet's own voice")
    content_spans: tuple[Span, ...] = column("what is stated; a span for each piece, quotation marks excluded")
    polarity: str = column("positive or negative")
    certainty: str = column("certain, uncertain, future or question")
    condition_span: Span | None = column("on what condition", default=None)
    polarity_spans: tuple[Span, ...] = column("the words that show the polarity", default=())
    certainty_spans: tuple[Span, ...] = column("the words that show the certainty", default=())
    attribution_id: str | None = column("finding_id of the attribution whose content it is; null: the outlet's own voice", default=None)
    effective_span: Span | None = column(
        "from when, or until when, what is stated holds: `from 1 June`, `takes effect on Monday`, `until July`; null: the words do not say",
        default=None,
    )
    from_span: Span | None = column("the words there that say from when", default=None)
    until_span: Span | None = column("the words there that say until when", default=None)
    effective_earliest: str | None = column("the first day on which it may hold, ISO 8601; null: not known, or open", default=None)
    effective_latest: str | None = column("the last day on which it may hold, ISO 8601; null: not known, or open", default=None)


TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, time of day, duration or set of times that the text names (TIMEX3, Pustejovsky et al. 2003), and the days that it stands for."""

    TABLE: ClassVar[str] = "time_expression"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("type",)

    finding_id: str = column("hash of table, article, spans by role and type: the same on every run and machine")
    article_id: str = column("the article")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: the words seen; roles: time_expression, anchor")
    span: Span = column("where in the text")
    type: TimeType = column("DATE, TIME, DURATION or SET")
    formula: str = column(
        "what the words say by themselves, as steps from a day: `anchor > weekday 4 past`; explained in align/time_values.py"
    )
    value: str | None = column(
        "TIMEX3 value: `2031-04-17`, `2031-W16`, `P2M`, `PRESENT_REF`; EDTF where it is one of several; null: not known", default=None
    )
    earliest: str | None = column("the first day that it may mean, ISO 8601; null: not known or none", default=None)
    latest: str | None = column("the last day that it may mean, ISO 8601; null: not known or none", default=None)
    mod: str | None = column(
        "TIMEX3 modifier: START, MID, END, APPROX, MORE_THAN, LESS_THAN, EQUAL_OR_MORE, EQUAL_OR_LESS; null: none", default=None
    )
    anchor: str | None = column(
        "what it is counted from: `published 2031-04-18`, or the date named by other words; null: nothing", default=None
    )
    anchor_span: Span | None = column("where those words stand; null: metadata, or nothing", default=None)
    rule: str | None = column("how the value was found, in words; why not, where it was not", default=None)


Hedge: TypeAlias = Literal["about", "more-than", "at-least", "less-than", "at-most", "up-to", "nearly"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts or measures, with its unit: people, things, money, distances, percentages, ages. Lengths of time are time expressions."""

    TABLE: ClassVar[str] = "quantity"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("low", "high", "unit", "hedge")

    finding_id: str = column("hash of table, article, spans by role, low, high, unit and hedge: the same on every run and machine")
    article_id: str = column("the article")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: every span of this row with the words seen there")
    span: Span = column("the number with its unit or currency, the whole of a range; hedges stand outside")
    low: float | None = column("the least that it may be, in the unit; null: open (`up to 30`)")
    high: float | None = column("the most that it may be; null: open (`more than 30`, `dozens`)")
    unit: str | None = column(
        "UCUM for measures and ages (a, mo), ISO 4217 for money, % (points too), 1 for counts and fractions; null: money of no sure currency"
    )
    hedge: Hedge | None = column("about, more-than, at-least, less-than, at-most, up-to, nearly; null: none")
    hedge_spans: tuple[Span, ...] = column("the words that hedge", default=())
    of_span: Span | None = column("what is counted, measured or priced, where its sentence names it", default=None)


NumberReason: TypeAlias = Literal[
    "date", "year", "decade", "clock time", "duration", "ordinal", "score", "telephone", "address", "name", "label", "list number", "identifier",
    "pronoun", "not understood",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is no quantity, as it seems. It is kept between builds; what no time expression uses of them is in `unread`."""

    TABLE: ClassVar[str] = "number"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span")

    article_id: str = column("the article")
    span: Span = column("where in the text")
    words: str = column("the words seen there")
    guess: NumberReason = column("what it is instead, where no time expression uses it")


CreditKind: TypeAlias = Literal["according-to", "told", "reported", "wire", "hyperlink", "hat-tip", "other"]
CreditLabel: TypeAlias = Literal["credit", "vague", "first-hand"]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words by which a report names another report, an outlet or an agency as its source."""

    TABLE: ClassVar[str] = "credit"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("kind",)

    finding_id: str = column("hash of table, article, spans by role and kind: the same on every run and machine")
    article_id: str = column("the article")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: the words seen; roles: credit, credited")
    span: Span = column("the words that credit: `according to the Harrow Courier`")
    credited_span: Span = column("the words for the outlet or agency, or for those whom nobody names")
    kind: CreditKind = column(
        "according-to, told (said to the outlet), reported, wire (bylines, datelines, marks), hyperlink, hat-tip, other"
    )
    label: CreditLabel = column(
        "credit; vague: the source is a report, but nobody names whose (`reportedly`, `local media`); first-hand: the outlet's own report "
        "(`told this newspaper`, or the outlet's own name)"
    )
    credited: str | None = column("the outlet or agency by one name for all articles; null: vague, or this outlet without its name")
    credited_article_id: str | None = column("its report that is meant, where the story has one; null: `reason` says why", default=None)
    reason: str | None = column("why that article, or why none", default=None)


CorrectionKind: TypeAlias = Literal["corrected", "retracted", "told"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Words by which a report says that it, or another, had something wrong; a row for each thing that was. What it touches elsewhere are links of kind corrects."""

    TABLE: ClassVar[str] = "correction"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("kind",)

    finding_id: str = column("hash of table, article, spans by role and kind: the same on every run and machine")
    article_id: str = column("the article that says so")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: the words seen; roles: correction, wrong, right")
    span: Span = column("the whole note: `Correction: an earlier version of this article said ...`")
    kind: CorrectionKind = column(
        "corrected; retracted: the whole report is withdrawn; told: it tells of another outlet's correction, or of its own as of another's"
    )
    wrong_span: Span | None = column("what was wrong, as the note has it; null: it does not say", default=None)
    right_span: Span | None = column("what is right instead; null: it does not say", default=None)


MentionKind: TypeAlias = Literal["name", "noun", "pronoun", "group"]
EntityType: TypeAlias = Literal["person", "body", "place", "other"]
Gender: TypeAlias = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or stand for a person, a body or a place; what one article says of one of them is a chain of mentions."""

    TABLE: ClassVar[str] = "mention"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "finding_id")
    DEFINING: ClassVar[tuple[str, ...]] = ("chain_id", "kind")

    finding_id: str = column("hash of table, article, span, chain and kind: the same on every run and machine")
    article_id: str = column("the article")
    evidence: tuple[Evidence, ...] = column("{role, start, end, words}: the words seen at the span; their role is mention")
    span: Span = column("where in the text")
    chain_id: str = column("the chain: hash of the article and of where its first mention stands")
    kind: MentionKind = column("name, noun (`the minister`), pronoun, group (`Varro and Lund`)")
    type: EntityType | None = column("person, body, place or other, as this article shows it; null: the chain has no name")
    name: str | None = column("the name without titles; null where the mention is none")
    gender: Gender | None = column("male or female, where title, given name or pronoun tells it")
    reason: str = column("why it belongs to the chain")
    score: float = column("how sure that is, 0 to 1; 1: by rule")
    entity_id: str | None = column("the same person, body or place across articles; null: the chain has no name", default=None)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body or place across the articles: chains that `link` rows of kind same-entity join. Take a link back, and it falls apart again."""

    TABLE: ClassVar[str] = "entity"
    KEY: ClassVar[tuple[str, ...]] = ("entity_id",)

    entity_id: str = column("hash of the first of its chain_ids; of the name, where only a person's decision knows it")
    name: str = column("the full name that most articles give it")
    type: EntityType | None = column("person, body, place or other, as most mentions have it; null: only a person's decision knows it")
    aliases: tuple[str, ...] = column("its other names, those in most articles first")
    articles: int = column("how many articles name it")
    chain_ids: tuple[str, ...] = column("its chains, in order")


def chain_id(article_id: str, first: Span) -> str:
    """The name of a chain whose first mention stands there."""
    return digest("chain", article_id, str(first.start), str(first.end))


def finding_id(table: str, article_id: str, evidence: Iterable[Evidence], values: Iterable[object]) -> str:
    """The name of a finding: it depends on what was found and where, and on nothing else."""
    spans = ";".join(f"{e.role} {e.start} {e.end}" for e in sorted(evidence))
    return digest(table, article_id, spans, *("" if v is None else str(v) for v in values))


# --- the story -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that looks like evidence and that no row uses, with the reason."""

    TABLE: ClassVar[str] = "unread"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "span", "kind")

    article_id: str = column("the article")
    span: Span = column("where in the text")
    words: str = column("the words seen there")
    kind: str = column("quotation, date or number")
    reason: str = column("why no row uses it")


LinkKind: TypeAlias = Literal["version-of", "same-entity", "corrects"]
Judgement: TypeAlias = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Link:
    """Two rows that belong together, or may, with the reason."""

    TABLE: ClassVar[str] = "link"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "id_a", "id_b")

    link_id: str = column("hash of kind, id_a and id_b: the same on every run and machine")
    kind: LinkKind = column(
        "version-of: two articles of one address; id_a gives way to id_b, which stands for both. same-entity: two chains that name one person, body or "
        "place, or may; or two sources that no article names. corrects: id_b has what id_a says was wrong, or has otherwise in its later version"
    )
    id_a: str = column("the one: an article; a chain; the finding_id of an attribution whose unnamed source is in no chain")
    id_b: str = column("the other")
    judgement: Judgement = column("same, different or unsure")
    type: str | None = column(
        "of versions that are the same article: updated (id_b is the later one), undated (no date tells which is later), duplicate (AMP, print "
        "and other forms of one text); null: unsure. Of two unnamed sources: compatible, incompatible; null: cannot tell. Of corrections: repeats, retracted, changed (in a later version)"
    )
    reason: str = column("why, in words")
    evidence: tuple[Passage, ...] = column(
        "{article_id, role, start, end, words}; roles: both (stands in both), only (in this one alone); name, source, content; correction, wrong, right, repeats"
    )
    by: str = column("rule or person")


ReuseKind: TypeAlias = Literal["prose", "quotation"]


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage that two articles share, word for word or edited. Of more than eight articles whose words are all equal the rest have rows with the first alone."""

    TABLE: ClassVar[str] = "reuse"
    KEY: ClassVar[tuple[str, ...]] = ("article_id_a", "span_a", "article_id_b", "span_b")

    reuse_id: str = column("hash of both articles and spans: the same on every run and machine")
    article_id_a: str = column("the one article, first by its id")
    span_a: Span = column("where in its text, from the first equal word to the last; furniture between them lies inside and is not counted")
    article_id_b: str = column("the other article")
    span_b: Span = column("where in the other's text")
    similarity: float = column("twice the equal words, of all words of both: 1 where the passage is the same, 0 to 1")
    kind: ReuseKind = column("prose; quotation: what both share stands inside quotation marks, and the words around it tell nothing")
    equal: int = column("how many words are equal")
    prose: int = column("how many of them stand outside quotation marks in both")
    evidence: tuple[Passage, ...] = column("{article_id, role, start, end, words}: both passages with the words seen there; roles: a, b")


DerivationLabel: TypeAlias = Literal["wholly", "partially"]
Way: TypeAlias = Literal["a-to-b", "b-to-a"]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One of two articles drew on the other, or both drew on one source. Two articles without a row are not derived (METER, Gaizauskas et al. 2001)."""

    TABLE: ClassVar[str] = "derivation"
    KEY: ClassVar[tuple[str, ...]] = ("article_id_a", "article_id_b")

    derivation_id: str = column("hash of both articles: the same on every run and machine")
    article_id_a: str = column("the one article, first by its id")
    article_id_b: str = column("the other article")
    label: DerivationLabel = column(
        "wholly: shared passages hold at least four fifths of one of the two; partially: less, or told again in other words"
    )
    share_a: float = column("how much of its prose (what stands outside quotation marks) the one has in common with the other, 0 to 1")
    share_b: float = column("the same of the other")
    direction: Way | None = column("a-to-b: the other drew on the one; b-to-a; null: not told, or both on `source`")
    rule: str | None = column(
        "what tells it: credit, wire-mark, wire-mark-one (one is marked, the other has the same prose), version, named (it names the other's outlet), "
        "correction (it has what the other corrected), attribution-lost, dates, error (one that few have, and dates), person; null: nothing"
    )
    source: str | None = column("the outlet or agency on which both drew, where a credit or mark shows it")
    through: str | None = column(
        "the article through which the words went, where a third has nearly all that they share; null: none is known"
    )
    reason: str = column("why, in words")
    evidence: tuple[Passage, ...] = column(
        "{article_id, role, start, end, words}; roles: credit (words that tell the direction); outlet and unnamed (the other's outlet named, a report that is not named); "
        "together-a and together-b, in turn (details that stand together in both); correction, wrong, right, repeats (a correction, and what has it wrong); "
        "misspelt-a and misspelt-b, odd-a and odd-b (names and figures that others have otherwise); rare-a and rare-b, in turn (rare words, names and figures that both have). "
        "Passages are in `reuse`"
    )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What an article has in common with the others of the story: names and telling words."""

    TABLE: ClassVar[str] = "neighbour"
    KEY: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str = column("the article")
    nearest_id: str | None = column("the article with which it has most in common; null: with none")
    likeness: float | None = column("how much that is, from 0 to 1; null: not measured")
    part: int | None = column("the group of articles that it belongs to, 1 the largest; null: none is told")
    alone: bool | None = column("true: next to nothing in common with any other; null: not told, `reason` says why")
    reason: str | None = column("why it is not told")


Status: TypeAlias = Literal["done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, or of one stage on one article."""

    TABLE: ClassVar[str] = "outcome"
    KEY: ClassVar[tuple[str, ...]] = ("path", "place", "article_id", "stage")

    path: str = column("the file")
    article_id: str | None = column("the article; null where none could be read")
    stage: str = column("`read`, or the stage's name")
    version: str = column("the stage's version with the hash of its data files")
    status: Status = column("done, failed, or skipped (with the reason in `error`)")
    rows: int = column("rows that the stage gave")
    error: str | None = column("what went wrong, and the remedy")
    place: str | None = column("where in a file that holds several articles; null: the file as a whole", default=None)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and whether it still applies."""

    TABLE: ClassVar[str] = "decision"
    KEY: ClassVar[tuple[str, ...]] = ("position", "kind")

    position: int = column("its number in decisions.toml, from 1")
    kind: str = column(
        "outlet, title, byline, published, furniture, not-furniture, not-an-article, an-article, speaker, same, different, date, edge"
    )
    path: str | None = column("which articles: a path as the story has it; edge: path or address of the one drawn on (`from`)")
    words: str | None = column("which articles, or which stretch of them: words that stand there")
    value: str | None = column("what the person says instead; edge: draws on, independent, common source")
    note: str | None = column("why, in the person's words")
    applied: int = column("how many articles it applied to; 0: it applies to nothing")
    remark: str | None = column("why it does not apply")
    other: str | None = column("same, different: the other name (`with`); edge: path or address of the other article (`to`)", default=None)


@dataclass(frozen=True, slots=True)
class StoryInfo:
    TABLE: ClassVar[str] = "story"
    KEY: ClassVar[tuple[str, ...]] = ("tool",)

    tool: str = column("firsthand and its version")
    schema_version: int = column("version of this table contract")
    models: str = column("stages and their versions, JSON")
    options: str = column("options of the build, JSON")


TABLES: tuple[type[Any], ...] = (
    StoryInfo, Capture, Article, Block, Metadata, Furniture, Sentence, Quotation, Mention, Entity, Attribution, Statement, TimeExpression, Quantity, Credit, Correction,
    Unread, Link, Reuse, Derivation, Neighbour, Outcome, Decision,
)  # fmt: skip


# --- what stages hand to each other ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What a person wrote about a file, in `sources.csv` or in front matter; the file's own fields in JSON."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None

    def items(self) -> Iterator[tuple[MetadataField, str]]:
        pairs: tuple[tuple[MetadataField, str | None], ...] = (
            ("url", self.url), ("outlet", self.outlet), ("title", self.title), ("byline", self.byline), ("published", self.published),
        )  # fmt: skip
        return ((name, value) for name, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Page:
    """An article with its blocks and the candidates that stand outside the visible text: what reading gives, all other stages' input."""

    article_id: str
    text: str
    language: str | None
    url: str | None
    blocks: tuple[Block, ...]
    fields: tuple[Metadata, ...]
