import pytest

from firsthand.align.outlets import of_address, site


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.reuters.com/world/a-bridge", "Reuters"),
        ("uk.reuters.com", "Reuters"),
        ("https://reuters.com.example.org/", None),
        ("https://[reuters.com/", None),
        ("", None),
        (None, None),
    ],
)
def test_a_domain_tells_its_outlet(url: str | None, outlet: str | None) -> None:
    assert of_address(url) == outlet


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("http://www.harrowcourier.co.uk/a", "harrowcourier"),
        ("news.harrowcourier.example", "harrowcourier"),
        ("http://[", None),
        (None, None),
    ],
)
def test_the_telling_part_of_a_domain(url: str | None, part: str | None) -> None:
    assert site(url) == part
