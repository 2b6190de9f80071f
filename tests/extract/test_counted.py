"""What a number counts: by the tree, and where the noun is left out, by a number before it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from firsthand.extract.quantities import quantities
from tests.extract.trees import article

# The words of an amount, what it counts, and the parts of its sentence.
Case = tuple[str, str | None, tuple[str, ...]]

ELIDED: Sequence[Case] = (
    (
        "three",
        "ferries",
        (
            "Four|NUM|nsubj|5 of|ADP|case|4 the|DET|det|4 ferries~ferry|NOUN|nmod|1 sank~sink|VERB|root|0 and|CCONJ|cc|11 the|DET|det|9 other|ADJ|amod|9",
            "three|NUM|nsubj:pass|11 were~be|AUX|aux:pass|11 towed~tow|VERB|conj|5 to|ADP|case|13 port|NOUN|obl|11 .|PUNCT|punct|5",
        ),
    ),
    (
        "$ 3 million",
        "net profit",
        (
            "The|DET|det|2 company|NOUN|nsubj|3 posted~post|VERB|root|0 a|DET|det|6 net|ADJ|amod|6 profit|NOUN|obj|3 of|ADP|case|8 $|SYM|nmod|6",
            "5|NUM|compound|10 million|NUM|nummod|8 ,|PUNCT|punct|12 compared~compare|VERB|advcl|3 with|ADP|case|14 $|SYM|obl|12 3|NUM|compound|16",
            "million|NUM|nummod|14 a|DET|det|18 year|NOUN|obl:unmarked|19 earlier~early|ADV|advmod|12 .|PUNCT|punct|3",
        ),
    ),
    (
        "3.7 million",
        "phones",
        (
            "The|DET|det|2 company|NOUN|nsubj|3 sold~sell|VERB|root|0 10|NUM|compound|5 million|NUM|nummod|6 phones~phone|NOUN|obj|3 last|ADJ|amod|8",
            "year|NOUN|obl:unmarked|3 ,|PUNCT|punct|10 up|ADV|advmod|3 from|ADP|case|13 3.7|NUM|compound|13 million|NUM|obl|10 in|ADP|case|15",
            "2007|NUM|obl|10 .|PUNCT|punct|3",
        ),
    ),
    (
        "$ 16.6 billion",
        "loans",
        (
            "The|DET|det|2 firm|NOUN|nsubj|4 has~have|AUX|aux|4 received~receive|VERB|root|0 $|SYM|obj|4 13.4|NUM|compound|7 billion|NUM|nummod|5",
            "in|ADP|case|9 loans~loan|NOUN|nmod|5 and|CCONJ|cc|12 is~be|AUX|aux|12 seeking~seek|VERB|conj|4 another|DET|det|14 $|SYM|obj|12",
            "16.6|NUM|compound|16 billion|NUM|nummod|14 .|PUNCT|punct|4",
        ),
    ),
    (
        "40",
        "guests",
        (
            "There|PRON|expl|2 were~be|VERB|root|0 300|NUM|nummod|4 guests~guest|NOUN|nsubj|2 ,|PUNCT|punct|7 including~include|VERB|case|7 40|NUM|nmod|4",
            "from|ADP|case|9 abroad|ADV|nmod|7 .|PUNCT|punct|2",
        ),
    ),
    (
        "40",
        "passengers",
        (
            "Of|ADP|case|4 the|DET|det|4 230|NUM|nummod|4 passengers~passenger|NOUN|obl|8 ,|PUNCT|punct|4 40|NUM|nsubj|8 were~be|AUX|cop|8",
            "children~child|NOUN|root|0 .|PUNCT|punct|8",
        ),
    ),
    (
        "3 percent",
        "Sales",
        (
            "Sales~sale|NOUN|nsubj|2 fell~fall|VERB|root|0 24|NUM|nummod|4 percent|NOUN|obj|2 in|ADP|case|6 May|PROPN|obl|2 ,|PUNCT|punct|13",
            "while|SCONJ|mark|13 those~that|PRON|nsubj|13 of|ADP|case|12 Lund|PROPN|compound|12 Motors~motor|PROPN|nmod|9 rose~rise|VERB|advcl|2",
            "3|NUM|nummod|15 percent|SYM|obj|13 .|PUNCT|punct|2",
        ),
    ),
    (
        "24 %",
        "respondents",
        (
            "Around|ADV|advmod|2 61|NUM|nummod|3 %|SYM|nsubj|6 of|ADP|case|5 respondents~respondent|NOUN|nmod|3 opposed~oppose|VERB|root|0 the|DET|det|8",
            "plan|NOUN|obj|6 and|CCONJ|cc|12 24|NUM|nummod|11 %|SYM|nsubj|12 supported~support|VERB|conj|6 it|PRON|obj|12 .|PUNCT|punct|6",
        ),
    ),
    (
        "6.5 billion",
        "programs",
        (
            "There|PRON|expl|2 are~be|VERB|root|0 now|ADV|advmod|2 140,000~140000|NUM|nummod|5 programs~program|NOUN|nsubj|2 in|ADP|case|8 the|DET|det|8",
            "store|NOUN|nmod|5 ,|PUNCT|punct|17 and|CCONJ|cc|17 more|ADJ|advmod|13 than|ADP|fixed|11 6.5|NUM|nummod|14 billion|NUM|nsubj:pass|17",
            "have|AUX|aux|17 been~be|AUX|aux:pass|17 downloaded~download|VERB|conj|2 .|PUNCT|punct|2",
        ),
    ),
    (
        "6 percent",
        "players",
        (
            "It|PRON|nsubj|2 sold~sell|VERB|root|0 2.2|NUM|compound|4 million|NUM|nummod|5 players~player|NOUN|obj|2 ,|PUNCT|punct|10 a|DET|det|10",
            "6|NUM|nummod|9 percent|NOUN|compound|10 increase|NOUN|appos|5 over|ADP|case|13 a|DET|det|13 year|NOUN|nmod|10 earlier~early|ADV|advmod|10",
            ".|PUNCT|punct|2",
        ),
    ),
    (
        "38 percent",
        "computers",
        (
            "It|PRON|nsubj|2 shipped~ship|VERB|root|0 1.7|NUM|compound|4 million|NUM|nummod|5 computers~computer|NOUN|obj|2 ,|PUNCT|punct|7",
            "representing~represent|VERB|advcl|2 38|NUM|nummod|9 percent|NOUN|compound|10 growth|NOUN|obj|7 over|ADP|case|16 the|DET|det|16",
            "year|NOUN|compound|15 -|PUNCT|punct|13 ago|ADV|amod|16 quarter|NOUN|nmod|10 .|PUNCT|punct|2",
        ),
    ),
    (
        "20 percent",
        "mill",
        (
            "The|DET|det|2 bank|NOUN|nsubj|4 would|AUX|aux|4 take|VERB|root|0 a|DET|det|8 35|NUM|nummod|7 percent|NOUN|compound|8 stake|NOUN|obj|4",
            "in|ADP|case|11 the|DET|det|11 mill|NOUN|obl|4 ,|PUNCT|punct|17 while|SCONJ|mark|17 the|DET|det|15 state|NOUN|nsubj|17 would|AUX|aux|17",
            "begin|VERB|advcl|4 with|ADP|case|22 a|DET|det|22 20|NUM|nummod|21 percent|NOUN|compound|22 share|NOUN|obl|17 .|PUNCT|punct|4",
        ),
    ),
    (
        "$ 1.76",
        "net quarterly profit",
        (
            "The|DET|det|2 company|NOUN|nsubj|3 had~have|VERB|root|0 revenue|NOUN|obj|3 of|ADP|case|6 $|SYM|nmod|4 9.6|NUM|compound|8",
            "billion|NUM|nummod|6 and|CCONJ|cc|12 net|ADJ|amod|12 quarterly|ADJ|amod|12 profit|NOUN|conj|6 of|ADP|case|14 $|SYM|nmod|12",
            "1.58|NUM|compound|16 billion|NUM|nummod|14 ,|PUNCT|punct|19 or|CCONJ|cc|19 $|SYM|conj|6 1.76|NUM|nummod|19 per|ADP|case|22",
            "share|NOUN|nmod|19 .|PUNCT|punct|3",
        ),
    ),
    (
        "two percent",
        "Lund Motors",
        (
            "Under|ADP|case|3 the|DET|det|3 deal|NOUN|obl|9 ,|PUNCT|punct|3 Lund|PROPN|compound|6 Motors~motor|PROPN|nsubj:pass|9 would|AUX|aux|9",
            "be|AUX|aux:pass|9 owned~own|VERB|root|0 55|NUM|nummod|11 percent|NOUN|obj|9 by|ADP|case|14 the|DET|det|14 union|NOUN|obl|9 ,|PUNCT|punct|17",
            "eight|NUM|nummod|17 percent|NOUN|appos|11 by|ADP|case|20 the|DET|det|20 state|NOUN|nmod|17 and|CCONJ|cc|23 two|NUM|nummod|23",
            "percent|NOUN|conj|11 by|ADP|case|26 the|DET|det|26 bank|NOUN|nmod|23 .|PUNCT|punct|9",
        ),
    ),
    (
        "seven",
        "others",
        (
            "Three|NUM|nummod|2 people|NOUN|nsubj|3 died~die|VERB|root|0 and|CCONJ|cc|8 seven|NUM|nummod|6 others~other|NOUN|nsubj:pass|8",
            "were~be|AUX|aux:pass|8 hurt|ADJ|conj|3 .|PUNCT|punct|3",
        ),
    ),
    (
        "40",
        None,
        (
            "Five|NUM|nummod|2 boats~boat|NOUN|nsubj|3 sank~sink|VERB|root|0 in|ADP|case|6 the|DET|det|6 storm|NOUN|obl|3 and|CCONJ|cc|10",
            "40|NUM|nsubj:pass|10 were~be|AUX|aux:pass|10 killed~kill|VERB|conj|3 .|PUNCT|punct|3",
        ),
    ),
    (
        "53",
        "Ines Varro",
        (
            "Ines|PROPN|nsubj|7 Varro|PROPN|flat|1 ,|PUNCT|punct|5 now|ADV|advmod|5 53|NUM|appos|1 ,|PUNCT|punct|1 spoke~speak|VERB|root|0 to|ADP|case|9",
            "reporters~reporter|NOUN|obl|7 in|ADP|case|11 Tarn|PROPN|obl|7 .|PUNCT|punct|7",
        ),
    ),
)

NAMED: Sequence[Case] = (
    (
        "half",
        "ferries",
        (
            "More|ADJ|advmod|3 than|ADP|fixed|1 half|DET|det:predet|5 the|DET|det|5 ferries~ferry|NOUN|nsubj|7 were~be|AUX|cop|7 late|ADJ|root|0",
            ".|PUNCT|punct|7",
        ),
    ),
    (
        "$ 30 million",
        "cocaine",
        (
            "The|DET|det|2 government|NOUN|nsubj|3 seized~seize|VERB|root|0 12|NUM|nummod|5 tonnes~tonne|NOUN|obj|3 of|ADP|case|7 cocaine|NOUN|nmod|5",
            "worth|ADJ|nmod|5 $|SYM|obl|3 30|NUM|compound|11 million|NUM|nummod|9 .|PUNCT|punct|3",
        ),
    ),
    (
        "30 kilometers",
        "village",
        (
            "The|DET|det|2 village|NOUN|nsubj:pass|11 ,|PUNCT|punct|6 30|NUM|nummod|5 kilometers~kilometer|NOUN|obl:unmarked|6 north|ADV|advmod|2",
            "of|ADP|case|8 Tarn|PROPN|obl|6 ,|PUNCT|punct|2 was~be|AUX|aux:pass|11 flooded~flood|VERB|root|0 .|PUNCT|punct|11",
        ),
    ),
    (
        "30,000 feet",
        "plane",
        (
            "The|DET|det|2 plane|NOUN|nsubj|4 was~be|AUX|aux|4 flying~fly|VERB|root|0 at|ADP|case|7 30,000~30000|NUM|nummod|7 feet~foot|NOUN|obl|4",
            ".|PUNCT|punct|4",
        ),
    ),
    (
        "1.3 percent",
        "index",
        (
            "The|DET|det|2 index|NOUN|nsubj|3 fell~fall|VERB|root|0 112.5|NUM|nummod|5 points~point|NOUN|obj|3 ,|PUNCT|punct|9 or|CCONJ|cc|9",
            "1.3|NUM|nummod|9 percent|NOUN|conj|5 ,|PUNCT|punct|12 to|ADP|case|12 8,212|NUM|obl|3 .|PUNCT|punct|3",
        ),
    ),
    (
        "35 percent",
        "mill",
        (
            "The|DET|det|2 bank|NOUN|nsubj|4 would|AUX|aux|4 take|VERB|root|0 a|DET|det|8 35|NUM|nummod|7 percent|NOUN|compound|8 stake|NOUN|obj|4",
            "in|ADP|case|11 the|DET|det|11 mill|NOUN|obl|4 ,|PUNCT|punct|17 while|SCONJ|mark|17 the|DET|det|15 state|NOUN|nsubj|17 would|AUX|aux|17",
            "begin|VERB|advcl|4 with|ADP|case|22 a|DET|det|22 20|NUM|nummod|21 percent|NOUN|compound|22 share|NOUN|obl|17 .|PUNCT|punct|4",
        ),
    ),
    (
        "$ 2 billion",
        "revenue",
        (
            "Analysts~analyst|NOUN|nsubj|3 had~have|AUX|aux|3 expected~expect|VERB|root|0 earnings~earning|NOUN|obj|3 of|ADP|case|7 60|NUM|nummod|7",
            "cents~cent|NOUN|nmod|4 a|DET|det|9 share|NOUN|nmod|4 on|ADP|case|11 revenue|NOUN|nmod|9 of|ADP|case|13 $|SYM|nmod|9 2|NUM|compound|15",
            "billion|NUM|nummod|13 .|PUNCT|punct|3",
        ),
    ),
    (
        "$ 399",
        "8 GB model",
        (
            "The|DET|det|4 8|NUM|nummod|3 GB|NOUN|compound|4 model|NOUN|nsubj|6 will|AUX|aux|6 cost|VERB|root|0 $|SYM|obj|6 399|NUM|nummod|7",
            "and|CCONJ|cc|13 the|DET|det|13 16|NUM|nummod|12 GB|NOUN|compound|13 model|NOUN|conj|7 $|SYM|conj|7 499|NUM|nummod|14 .|PUNCT|punct|6",
        ),
    ),
    (
        "two thirds",
        "debt",
        (
            "Its|PRON|nmod:poss|2 debt|NOUN|nsubj:pass|9 of|ADP|case|4 $|SYM|nmod|2 27|NUM|compound|6 billion|NUM|nummod|4 would|AUX|aux|9",
            "be|AUX|aux:pass|9 cut|VERB|root|0 by|ADP|case|12 two|NUM|nummod|12 thirds~third|NOUN|obl|9 .|PUNCT|punct|9",
        ),
    ),
    (
        "35 percent",
        None,
        (
            "The|DET|det|2 agency|NOUN|nsubj|6 has~have|AUX|aux|6 so|ADV|advmod|5 far|ADV|advmod|6 raised~raise|VERB|root|0 only|ADV|advmod|8",
            "35|NUM|nummod|9 percent|NOUN|obj|6 of|ADP|case|12 the|DET|det|12 $|SYM|nmod|9 7|NUM|compound|14 billion|NUM|nummod|12 it|PRON|nsubj|16",
            "needs~need|VERB|acl:relcl|12 .|PUNCT|punct|6",
        ),
    ),
    (
        "20,000",
        "crowd",
        (
            "A|DET|det|2 crowd|NOUN|nsubj|5 of|ADP|case|4 20,000~20000|NUM|nmod|2 filled~fill|VERB|root|0 the|DET|det|7 square|NOUN|obj|5 .|PUNCT|punct|5",
        ),
    ),
    (
        "$ 99 to $ 299",
        "Prices",
        (
            "Prices~price|NOUN|nsubj|2 range|VERB|root|0 from|ADP|case|4 $|SYM|obl|2 99|NUM|nummod|4 to|ADP|case|7 $|SYM|obl|2 299|NUM|nummod|7",
            ".|PUNCT|punct|2",
        ),
    ),
)


@pytest.mark.parametrize(("number", "of", "parts"), [*ELIDED, *NAMED], ids=[f"{number} {of}" for number, of, _ in (*ELIDED, *NAMED)])
def test_what_is_counted(number: str, of: str | None, parts: tuple[str, ...]) -> None:
    found = article(" ".join(parts))
    row = next(row for row in quantities(found) if found.text[row.span.start : row.span.end] == number)
    assert (found.text[row.of_span.start : row.of_span.end] if row.of_span else None) == of
