"""Furniture: what is marked, what must never be, and that spans and words agree."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Known, Page
from firsthand.reading import read_bytes
from firsthand.reading.furniture import furniture

STORY = [
    "The reservoir above Harrow has fallen to a fifth of its depth, the water board said on Monday.",
    "Engineers opened the lower sluice for the first time since the dry summer nine years ago.",
    "“Nobody in the valley remembers the old church tower standing clear of the water,” said Ines Varro.",
    "Farmers downstream have been told to expect no more than four hours of water a day until the autumn.",
    "The board will meet again on Thursday to decide whether the pumping station can be kept open.",
    "Its figures for the last week of the month had not been published when the meeting ended.",
]


def page(text: str, name: str = "a.txt") -> Page:
    return read_bytes(text.encode("utf-8"), name, Known())[0].page


def marked(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    return [(row.kind, row.words) for row in furniture(page(text, name))]


def story(line: str, at: int = 3) -> str:
    return "\n\n".join([*STORY[:at], line, *STORY[at:]])


def test_a_story_alone_has_none() -> None:
    assert marked("\n\n".join(STORY)) == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("share", "Share this on Facebook"),
        ("share", "Facebook Twitter WhatsApp"),
        ("share", "1.2k shares"),
        ("related", "READ MORE: What the dam costs the valley"),
        ("related", "Read more"),
        ("related", "[How the valley lost its river]"),
        ("caption", "The dam at dusk. Photo: A. Lund/Harrow Agency"),
        ("caption", "The tower of the old church, seen from the dam (Lund/Getty)"),
        ("caption", "FILE - In this May 4, 2031, file photo, the sluice is open."),
        ("caption", "Image copyright Harrow Press Image caption The sluice on Monday"),
        ("byline", "By Ines Varro"),
        ("byline", "Reporting by Ines Varro; editing by Per Aldo"),
        ("byline", "Per Aldo in Lower Harrow contributed to this report."),
        ("date", "Published 4 May 2031, 10:12"),
        ("date", "Last updated on May 4, 2031 at 10:12 GMT"),
        ("date", "3 min read"),
        ("tip", "Do you have a story about the water that we should hear? Let us know at desk@harrow.example."),
        ("subscribe", "Sign up for our morning newsletter"),
        ("subscribe", "Subscribe to continue reading"),
        ("legal", "© 2031 Harrow Media. All rights reserved."),
        ("legal", "Copyright 2031 The Harrow Courier"),
        ("legal", "This website uses cookies to give you the best experience."),
        ("navigation", "Close"),
        ("navigation", "Continue reading the main story"),
        ("ad", "Advertisement"),
        ("other", "Your browser does not support this video"),
        ("share", "Share  Post  Send  Print"),
        ("share", "Print | E-mail | Save"),
        ("comment", "Newest | Oldest | Best rated"),
        ("comment", "Have your say on the dam in the comments below"),
        ("subscribe", "The Sluice: our weekly letter on water. Sign up here"),
        ("subscribe", "The water news of the valley, delivered straight to your inbox"),
        ("legal", "The views expressed above are those of our readers."),
        ("legal", "The opinions expressed by the author are his own."),
        ("caption", "Archive/Port of Harrow"),
        ("caption", "Ines Varro / Harrow Press"),
        ("caption", "The old church comes out of the water for the first time. University of Harrow"),
        ("caption", "Engineers walk over the lower sluice in Harrow on Monday, May 5, 2031."),
        ("navigation", "Print version"),
        ("tip", "A thing about the water that the Courier must know? Write to the editors: [email protected]."),
        ("other", "Lorem ipsum dolor sit amet, consectetur adipiscing elit."),
        ("related", "For more on the dam, visit our page."),
        ("ad", "Article continues below this advertisement"),
    ],
)  # fmt: skip
def test_a_line_of_furniture_between_paragraphs(kind: str, line: str) -> None:
    assert marked(story(line)) == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "The board follows the advice of its own engineers.",
        "Share prices of the water company fell by a tenth.",
        "By Monday evening the sluice was closed again.",
        "Sign language was used at the meeting for the first time.",
        "He asked the farmers to subscribe to a common fund for wells.",
        "Photographs of the tower were shown to the board.",
        "Home owners near the dam have been asked to move.",
        "“Call us on the day the water comes back,” she told the board.",
        "Up next",
        "What the board knew",
        "9/11 is remembered in the valley as the day the old dam broke.",
        "The company's privacy policy says that it keeps readings of meters for a year.",
        "Comments by the mayor were booed.",
        "Updated figures are expected by Friday.",
        "More than forty wells have run dry.",
        "Copyright on the engineers' drawings expired years ago.",
        "She told the Press Association (PA).",
        "The views expressed by the mayor shocked the engineers of the board.",
        "Share the water, send the bill: that was the plan.",
        "Anyone who saw the breach can write to [email protected].",
        "The mayor met engineers on Monday, May 5, 2031, and told them to wait.",
        "“Register today,” the posters say.",
        "Yes.",
        "In May 2031 the board bought two pumps.",
        "No.",
    ],
)
@pytest.mark.parametrize("at", [1, 3, len(STORY)])
def test_a_line_of_the_story(line: str, at: int) -> None:
    assert marked(story(line, at)) == []


def test_the_first_standing_of_the_title_is_none() -> None:
    title = "Harrow reservoir falls to a fifth of its depth"
    assert marked("\n\n".join([title, title, *STORY])) == [("title", title)]


def test_the_headline_under_read_more() -> None:
    headline = "Valley ‘can never have enough water’ – mayor"
    assert marked(story(f"Read more\n{headline}")) == [("related", "Read more"), ("related", headline)]


def test_a_paragraph_under_read_more_is_none() -> None:
    assert marked(story("Read more")) == [("related", "Read more")]


def test_leftovers_of_a_menu_before_the_title() -> None:
    lines = ["close", "close", "Local"]
    found = marked("\n".join([*lines, "", "Who will pay for the pumps? What we know", "", *STORY]))
    assert [words for _, words in found] == lines


def test_section_words_inside_a_story_are_sub_headings() -> None:
    assert marked(story("Health")) == []


@pytest.mark.parametrize("joint", [" - ", " | ", " – ", " :: "])
def test_the_title_with_the_site_s_name(joint: str) -> None:
    title = "Harrow reservoir falls to a fifth of its depth"
    for line in (f"{title}{joint}The Harrow Courier", f"The Harrow Courier{joint}{title}"):
        assert marked("\n\n".join([title, line, *STORY])) == [("title", line)]
        assert marked("\n\n".join([line, title, *STORY])) == [("title", line)]


def test_what_stands_over_a_title() -> None:
    title = "Harrow reservoir falls to a fifth of its depth"
    foot = "© Harrow Radio 2031. All rights reserved."
    assert [words for _, words in marked("\n".join(["HARROW RADIO", title, *STORY, foot]))] == ["HARROW RADIO", foot]
    assert [words for _, words in marked("\n".join(["Valley life", title, title, *STORY]))] == ["Valley life", title]
    # A short line over what may be a standfirst may be the title itself.
    assert marked("\n".join(["Valley dries", title, *STORY])) == []


def test_readers_comments() -> None:
    foot = [
        "COMMENTS (12)",
        "welldigger_9, Lower Harrow: About time that somebody in the valley wrote about all this, thank you.",
        "Per: No.",
    ]
    assert [words for _, words in marked("\n".join([*STORY, *foot]))] == foot
    assert marked("\n".join(["12 comments", *STORY])) == [("comment", "12 comments")]


def test_the_author_under_the_text() -> None:
    foot = ["Ines Varro", "Ines Varro writes about wells and pumps."]
    assert [words for _, words in marked("\n".join(["By Ines Varro", *STORY, *foot]))] == ["By Ines Varro", *foot]
    line = "Per Aldo is a senior editor of the Valley Review."
    assert marked("\n".join([*STORY, line])) == [("author", line)]
    # Somebody of whom the story tells is not at an outlet's desk.
    assert marked("\n".join([*STORY, "Ines Varro is a farmer in Lower Harrow."])) == []


def test_only_the_words_of_a_line_that_markdown_sets_off() -> None:
    assert marked("\n\n".join([*STORY, "*Sign up here*"]), "a.md") == [("subscribe", "Sign up here")]


def test_lines_among_headlines() -> None:
    known = [f"Read more: The well of house {i}" for i in range(6)]
    assert len(marked("\n".join([*STORY, *known[:3], "A pump for the valley", *known[3:]]))) == 7


def test_comment_form_to_the_end() -> None:
    foot = ["Leave a Reply", "Your email address will not be published.", "Latest from Harrow", "Well digger wins a prize"]
    assert [words for _, words in marked("\n\n".join([*STORY, *foot]))] == foot


def test_a_tip_line_with_a_hole_in_it() -> None:
    line = "Do you have a tip on a water story that Harrow Week should it cover? Do you have a question? Let us know via [email protected]."
    assert marked("\n\n".join([*STORY, line])) == [("tip", line)]


def test_author_box_under_the_text() -> None:
    foot = ["Author: Ines Varro", "Ines Varro is the water editor of The Harrow Courier, follow her on Twitter @ivarro."]
    assert marked("\n\n".join([*STORY, *foot])) == [("byline", foot[0]), ("author", foot[1])]


def test_captions_without_full_stops() -> None:
    captions = [
        "The tower of the old church came out of the water on Monday for the first time",
        "Engineers had to clear four tons of driftwood before the lower sluice could be opened",
    ]
    text = "\n".join([*STORY[:2], captions[0], *STORY[2:4], captions[1], *STORY[4:]])
    assert marked(text) == [("caption", words) for words in captions]


def test_a_paragraph_that_lost_its_end_is_none() -> None:
    assert marked(story("The mayor of Lower Harrow said in a letter to the board that was read out on Monday")) == []


def test_a_pull_quote() -> None:
    quote = "nobody in the valley remembers the old church tower standing clear of the water"
    assert marked(story(quote, 4)) == [("other", quote)]


def test_what_is_said_over_a_credit() -> None:
    caption = "Ines Varro is seen at the pumping station in Harrow on May 4, 2031. The board met there on Monday."
    assert marked(story(f"{caption}\n\nContributor/Getty Images")) == [("caption", caption), ("caption", "Contributor/Getty Images")]


def test_a_gallery() -> None:
    seen = ("An old well", "One of two pumps", "A boat", "The broken wall")
    captions = [f"{what} that the water had covered since the dam was built comes out of the mud." for what in seen]
    found = marked("\n".join(f"Photos: The dry valley {words} Hide Caption {i} of 9" for i, words in enumerate(captions, 1)))
    assert [words for kind, words in found if kind == "other"] == [f"Hide Caption {i} of 9" for i in range(1, 5)]
    assert [words for kind, words in found if kind == "title"] == ["Photos: The dry valley"] * 3


def test_a_page_marks_all_that_is_not_the_article() -> None:
    body = "".join(f"<p>{words}</p>" for words in STORY * 2)
    html = (
        "<html><head><title>Harrow reservoir falls - The Harrow Courier</title></head><body><nav><a href=/>Home</a> <a href=/w>Water</a></nav>"
        f"<article><h1>Harrow reservoir falls</h1>{body}<figure><img src=x><figcaption>The dam at dusk</figcaption></figure></article>"
        "<footer><p>© 2031 Harrow Media</p></footer></body></html>"
    )
    found = marked(html, "a.html")
    assert ("navigation", "Home Water") in found
    assert ("caption", "The dam at dusk") in found
    assert ("legal", "© 2031 Harrow Media") in found
    assert not any("Harrow reservoir falls" in words or words in STORY for _, words in found)


PIECES = st.sampled_from(
    [
        *STORY, "Read more", "By Ines Varro", "close", "Share this on Facebook", "Leave a Reply", "1/3 A well", "2/3 A pump", "3/3 A boat",
        "Image copyright Lund Image caption A well", "[Water]", "©", "— Harrow (@harrow) May 4, 2031", "🌊 12:00", "Photos: A b c d",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=60), max_size=14))
def test_spans_and_words_agree_and_stand_apart(pieces: list[str]) -> None:
    text = "\n".join(["x", *pieces]).encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    article = page(text)
    rows = list(furniture(article))
    assert rows == list(furniture(article))
    for row in rows:
        assert article.text[row.span.start : row.span.end] == row.words != ""
    for a, b in pairwise(rows):
        assert a.span.end <= b.span.start


@pytest.mark.parametrize("line", ["A a " * 20_000, "Aa" * 50_000, "(" * 50_000, "By " + "A. " * 5_000, "10:10 3 May 2031 " * 60])
def test_long_lines_cost_no_time(line: str) -> None:
    list(furniture(page(story(line.strip()))))


# --- readers' comments ---------------------------------------------------------------------------------------------------------------------

COMMENTS = [
    "My uncle worked there. “It will never hold,” said the foreman to him in those years, and he was right about it.",
    "“Rubbish,” said Per Aldo, and I agree with him. The board has known about this for years and has done nothing at all.",
    "I was at the meeting. The mayor said: “We have no money.” That is a lie, and everyone in the hall knew that it was one.",
    "Nobody reads these reports. As Varro said, “the tower stands clear”. So what? We want water, not towers.",
]
READERS = ["RiverMan", "Ann P.", "Tomas Lund", "valley_girl"]


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("Comments (4)", "{i}. {name}\n{i} May 2031 10:02\n{comment}"),
        ("4 Comments", "{name}\n{i} hours ago\n{comment}\nReply"),
        ("Reader comments", "{name} says:\n{comment}"),
        ("Comments", "#{i} {name}\n{comment}"),
        ("4 responses to “Harrow falls dry”", "{name} on {i} May 2031 at 10:02\n{comment}\nLike 3"),
        ("Top comments", "{comment}\n— {name}"),
        ("", "Comment {i} by {name}, {i} May 2031\n{comment}"),
    ],
)
def test_comments_in_a_text(heading: str, form: str) -> None:
    comments = [form.format(i=i, name=name, comment=text) for i, (name, text) in enumerate(zip(READERS, COMMENTS, strict=True), 1)]
    rows = marked("\n\n".join(filter(None, [*STORY, heading, *comments])))
    assert {words for kind, words in rows if kind == "comment"} >= set(COMMENTS)
    assert not any(line in words for _, words in rows for line in STORY)


THREADS = {
    "wordpress": (
        '<div id="comments"><h2>4 thoughts on “Harrow falls”</h2><ol>{}</ol></div>',
        '<li class="comment"><b class="fn">{name}</b> <span>says:</span><div class="comment-content"><p>{comment}</p></div><a href="#">Reply</a></li>',
    ),
    "disqus": (
        '<section id="disqus_thread"><ul>{}</ul></section>',
        '<li class="post"><span class="author">{name}</span> <a>2 hours ago</a><div class="post-message"><p>{comment}</p></div></li>',
    ),
    "inside the article": ("<h3>4 Comments</h3>{}", "<p>{comment}</p><p>{name}, Harrow</p>"),
}


@pytest.mark.parametrize("name", THREADS)
def test_comments_on_a_page(name: str) -> None:
    around, each = THREADS[name]
    thread = around.format("".join(each.format(name=who, comment=text) for who, text in zip(READERS, COMMENTS, strict=True)))
    story_ = "".join(f"<p>{line}</p>" for line in STORY)
    body = (
        f"<div><h1>Harrow falls dry</h1>{story_}{thread}</div>"
        if name == "inside the article"
        else f"<article><h1>Harrow falls dry</h1>{story_}</article>{thread}"
    )
    rows = marked(f"<html><body>{body}</body></html>", "a.html")
    assert all(any(line in words for _, words in rows) for line in COMMENTS)
    assert not any(line in words for _, words in rows for line in STORY)


@pytest.mark.parametrize("heading", ["Comments (4)", "4 Comments", "Comments", "12 responses", "Reader comments"])
def test_a_link_to_the_comments_over_the_story_marks_no_story(heading: str) -> None:
    rest = [line for pair in zip(STORY[1:], ["The pumps", "Water", "Who pays", "Sael", "Chronology"], strict=True) for line in pair[::-1]]
    for lines in (
        [STORY[0], heading, *STORY[1:]],
        [STORY[0], heading, *STORY[1:], "Facebook", "Twitter", "Imprint"],
        [STORY[0], heading, STORY[1], *rest[2:]],
    ):
        assert not any(line in words for _, words in marked("\n\n".join(lines)) for line in STORY)
