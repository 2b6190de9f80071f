"""What can go wrong, by consequence.

FirsthandError                  the message names the input, what is wrong and what to do
├── UnreadableInput             one file cannot be read; the rest of the batch goes on (exit 3)
│   └── UnsupportedFormat       a format that Firsthand does not read (yet)
├── EvidenceMismatch            a row's words are not at its span: the row is refused, its stage fails for that article
├── StoryError                  a story file cannot be used
│   ├── NotAStory               the file is no story, or a newer version wrote it
│   └── StoryLocked             another build is writing it
├── WrongCall                   the call cannot be carried out as it was made (exit 2)
│   └── NotOurs                 a file would be overwritten that Firsthand did not write
└── BadDecisions                decisions.toml or sources.csv cannot be understood (exit 2)
"""

from __future__ import annotations


class FirsthandError(Exception):
    """Base of all; `str(error)` is one line for a person, ending with the remedy."""


class UnreadableInput(FirsthandError):
    pass


class UnsupportedFormat(UnreadableInput):
    pass


class EvidenceMismatch(FirsthandError):
    pass


class StoryError(FirsthandError):
    pass


class NotAStory(StoryError):
    pass


class StoryLocked(StoryError):
    pass


class WrongCall(FirsthandError):
    pass


class NotOurs(WrongCall):
    pass


class BadDecisions(FirsthandError):
    pass
