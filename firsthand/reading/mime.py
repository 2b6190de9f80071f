"""What e-mail and MHTML share: messages of parts, their headers in words, their texts in their own encodings (RFC 2045 to 2047, RFC 5322)."""

from __future__ import annotations

import base64
import codecs
import email
import email.errors
import email.header
import email.message
import email.utils
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from firsthand.errors import UnreadableInput
from firsthand.reading.decode import ALIASES, decode

# Parts inside parts: no program nests them so deep, and each level costs the parser a stack.
DEEPEST = 50
# Characters of a header that are looked at: the decoder of the standard library takes five minutes for one of 3 MB.
LONGEST_HEADER = 2_000
# Encodings in seven bits: they look like ASCII, so what the part declares must be believed before UTF-8 is tried.
SEVEN_BITS = ("iso2022", "hz", "utf-7", "utf-16", "utf-32")
LONGEST_DATE = 100
HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*[ \t]*:|From ")
SPACE = re.compile(r"\s+")


def parse_message(data: bytes, path: str, remedy: str) -> email.message.Message:
    """The message of a file.

    Raises:
        UnreadableInput: it does not begin as a message does, or its parts are nested as no program nests them.
    """
    data = data.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    if HEADER.match(data) is None:
        raise UnreadableInput(f"{path}: does not begin with the headers of a message. {remedy}")
    try:
        message = email.message_from_bytes(data)
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise UnreadableInput(f"{path}: cannot be read as a message ({type(error).__name__}). {remedy}") from None
    if any(depth > DEEPEST for _, depth in _every(message)):
        raise UnreadableInput(f"{path}: its parts are nested more than {DEEPEST} deep. {remedy}")
    return message


def leaves(message: email.message.Message) -> Iterator[email.message.Message]:
    """The parts that hold something themselves, in order; a message inside is one of them and is not entered."""
    pending = [message]
    while pending:
        part = pending.pop()
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            pending.extend(reversed(parts_of(part)))
        else:
            yield part


def _every(message: email.message.Message) -> Iterator[tuple[email.message.Message, int]]:
    pending = [(message, 0)]
    while pending:
        part, depth = pending.pop()
        yield part, depth
        pending.extend((inner, depth + 1) for inner in parts_of(part))


def parts_of(part: email.message.Message) -> list[email.message.Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, email.message.Message)] if isinstance(payload, list) else []


def body(part: email.message.Message) -> bytes:
    """A part's bytes, out of base64 or quoted-printable."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return b""
    if any(isinstance(defect, email.errors.InvalidBase64LengthDefect) for defect in part.defects):
        # What was cut comes back as it was written: of that, the whole groups of four.
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", payload)
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    return payload


def text_of(part: email.message.Message, path: str, *, markup: bool) -> str:
    """A part's text: as UTF-8 where it is that, else in the encoding that the part declares, else as a file of its kind.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    data = body(part)
    declared = _charset(part)
    if declared is not None and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(declared if declared.startswith(SEVEN_BITS) else "utf-8")
        except UnicodeDecodeError:
            pass
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    return decode(data, path, markup=markup)


def _charset(part: email.message.Message) -> str | None:
    name = part.get_param("charset")
    if not isinstance(name, str):
        return None
    name = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(ALIASES.get(name, name)).name
        b"a".decode("ascii" if found.startswith(("utf-16", "utf-32")) else found)  # `hex` and the like are codecs, but none of text
    except (LookupError, ValueError):
        return None
    return found


def header(message: email.message.Message, name: str) -> str:
    """A header's words, decoded, in one line; empty where there is none."""
    return words(message.get(name))


def words(value: object) -> str:
    """The words of a header's value; an unknown encoding, or one that does not fit, leaves them as they were written."""
    if value is None:
        return ""
    written = str(value)[:LONGEST_HEADER]
    try:
        text = str(email.header.make_header(email.header.decode_header(written)))
    except (LookupError, ValueError, AssertionError, email.errors.MessageError):
        text = written
    return SPACE.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def date_of(value: str) -> str | None:
    """A date of RFC 5322 (`Sat, 02 Aug 2031 10:15:00 +0200`) in ISO 8601, its offset kept; None where it is none."""
    found = _parsed(value)
    if found is None:
        return None
    # -0000 says that the time is UTC and nothing of the place; Python gives it no zone.
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat(timespec="seconds").replace("+00:00", "Z")


def instant_of(value: str) -> datetime | None:
    """The same date as naive UTC."""
    found = _parsed(value)
    try:
        return (found.astimezone(UTC) if found.tzinfo else found).replace(tzinfo=None) if found else None
    except OverflowError:  # the first and the last hours of the calendar
        return None


def _parsed(value: str) -> datetime | None:
    if not 10 <= len(value) <= LONGEST_DATE:
        return None
    try:
        return email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
