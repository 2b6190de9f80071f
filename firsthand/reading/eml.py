"""E-mail (RFC 5322): a newsletter that was saved as .eml is an article, and so is each message that is attached to it.

The text is the HTML part's visible text, or where there is none, the plain part's. Pictures and signatures are left alone; an
attachment that could be an article (a text, a page, a PDF) is not read and said so.
"""

from __future__ import annotations

import email.message
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Draft, DraftBlock, Field, Problem, line_blocks, shown
from firsthand.reading.html import read_html
from firsthand.reading.mime import date_of, header, leaves, parse_message, parts_of, text_of, words

REMEDY = "Save the message again from the mail program."
# What a mail program writes before the subject of what it answers or forwards, in the languages of the common ones.
ANSWERED = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg|tr|rv|vs|enc|i)\s*:\s*)+", re.IGNORECASE)
NAME = re.compile(r'\s*"?(?P<name>[^"<]*?)"?\s*<[^<>]*>\s*$')
WEB = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?$", re.IGNORECASE)
# Attachments that a person would have wanted to be read.
ARTICLES = frozenset(
    (".txt", ".text", ".md", ".html", ".htm", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".mhtml", ".mht", ".json", ".jsonl", ".zip")
)
# Share of the letters of an HTML part that the extraction must leave to the article: it is made for pages, and a newsletter is built of tables.
LEAST = 0.5


def read_eml(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """The message, and each message that is attached to it, in order; `place` tells them apart where there are several.

    Raises:
        UnreadableInput: the file is no message, or none in it holds a text.
    """
    outer = parse_message(data, path, REMEDY)
    found: list[Draft | Problem] = []
    pending = [outer]
    number = 0
    while pending:
        message = pending.pop(0)
        number += 1
        place = f"message {number}"
        name = path if message is outer else f"{path}, {place}"
        parts = list(leaves(message))
        inner = [m for part in parts if part.get_content_type() == "message/rfc822" for m in parts_of(part)]
        pending[:0] = inner
        try:
            draft = _article(message, parts, name)
            if draft is not None:
                found.append(replace(draft, place=place))
            elif not inner:
                found.append(Problem(place, f"{name}: holds no text. {REMEDY}"))
        except UnreadableInput as error:
            found.append(Problem(place, str(error)))
        found.extend(_attachments(parts, place, name))
    drafts = [one for one in found if isinstance(one, Draft)]
    if not drafts:
        raise UnreadableInput(next((one.error for one in found if isinstance(one, Problem)), f"{path}: holds no text. {REMEDY}"))
    yield from (replace(one, place=None) if number == 1 and isinstance(one, Draft) else one for one in found)


def _article(message: email.message.Message, parts: list[email.message.Message], path: str) -> Draft | None:
    bodies = [part for part in parts if part.get_content_maintype() == "text" and not _attached(part)]
    fields = tuple(field for field in _fields(message) if field[1])
    for part in (part for part in bodies if part.get_content_type() == "text/html"):
        source = text_of(part, path, markup=True)
        if not source.strip():
            continue
        draft = next((one for one in read_html(source.encode("utf-8", "replace"), path) if isinstance(one, Draft)), None)
        if draft is not None and draft.text.strip():
            return replace(draft, blocks=_kept(draft.blocks), fields=(*fields, *draft.fields), recorded=None)
    plain = [text_of(part, path, markup=False) for part in bodies if part.get_content_type() == "text/plain"]
    # A list adds its foot as a part of its own, and some programs put a text on both sides of a picture.
    text = "\n\n".join(one.rstrip() for one in plain if one.strip())
    return Draft(text, tuple(line_blocks(text)), fields) if text else None


def _kept(blocks: tuple[DraftBlock, ...]) -> tuple[DraftBlock, ...]:
    every = sum(len(block.words) for block in blocks)
    kept = sum(len(block.words) for block in blocks if block.main)
    return blocks if kept >= LEAST * every else tuple(replace(block, main=True) for block in blocks)


def _attached(part: email.message.Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _attachments(parts: list[email.message.Message], place: str, path: str) -> Iterator[Problem]:
    for part in parts:
        name = words(part.get_filename()) if part.get("content-disposition") or part.get("content-type") else ""
        inline = part.get_content_maintype() == "text" and not _attached(part)
        if not inline and PurePosixPath(name).suffix.lower() in ARTICLES:
            name = PurePosixPath(name.replace("\\", "/")).name
            yield Problem(place, f"{path}: the attachment {shown(name)} is not read. Save it as a file beside the message.")


def _fields(message: email.message.Message) -> Iterator[Field]:
    title = header(message, "Subject")
    yield "title", ANSWERED.sub("", title, count=1) if ANSWERED.match(title) else title, "mail subject"
    sender = NAME.match(header(message, "From"))
    yield "outlet", sender["name"].strip() if sender else "", "mail from"
    listed = NAME.match(header(message, "List-Id"))
    yield "outlet", listed["name"].strip() if listed else "", "mail list"
    yield "published", date_of(header(message, "Date")) or "", "mail date"
    archived = WEB.match(header(message, "Archived-At"))
    yield "url", archived["url"] if archived else "", "mail archived-at"
    yield "language", header(message, "Content-Language").split(",")[0].strip(), "mail language"
