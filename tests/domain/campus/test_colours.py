"""Contrast, readable colours, palettes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.domain.campus import colours

ANY = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#1f5c52", "#1f5c52", 1.0)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert round(colours.contrast(one, other), 2) == expected
    assert colours.contrast(one, other) == colours.contrast(other, one)


@pytest.mark.parametrize(
    ("text", "expected"), [("#1f5c52", True), ("1f5c52", False), ("#1f5c5", False), ("#12345g", False)]
)
def test_colour_is_six_digits(text, expected):
    assert colours.is_colour(text) is expected


@given(ANY)
def test_colour_survives_the_way_to_oklch_and_back(colour):
    back = colours.from_oklch(*colours.to_oklch(colour))
    parts = [(int(colour[i : i + 2], 16), int(back[i : i + 2], 16)) for i in (1, 3, 5)]
    assert all(abs(one - other) <= 2 for one, other in parts)


@given(ANY, st.sampled_from([colours.LIGHT_PAPER, colours.DARK_PAPER]), st.sampled_from([3.0, 4.5]))
def test_nearest_readable_colour_can_be_read(colour, paper, ratio):
    assert colours.contrast(colours.nearest_readable(colour, on=paper, ratio=ratio), paper) >= ratio


def test_readable_colour_stays_as_it_is():
    assert colours.nearest_readable("#1F5C52", on=colours.LIGHT_PAPER, ratio=4.5) == "#1f5c52"


@given(ANY, ANY)
def test_palette_of_accepted_colours_can_be_read_everywhere(primary, accent):
    if colours.check_primary(primary) or colours.check_accent(accent):
        return
    palette = colours.palette(primary, accent)
    pairs = [
        ("primary", colours.LIGHT_PAPER, 4.5),
        ("on-primary", palette["primary"], 4.5),
        ("primary-strong", palette["primary-soft"], 4.5),
        ("block", "#ffffff", 7),
        ("primary-dark", colours.DARK_PAPER, 4.5),
        ("on-primary-dark", palette["primary-dark"], 4.5),
        ("primary-dark-strong", palette["primary-dark-soft"], 4.5),
        ("block-dark", "#ffffff", 4.5),
        ("accent", colours.LIGHT_PAPER, 3),
        ("accent-dark", colours.DARK_PAPER, 3),
    ]
    weak = [(name, palette[name], on) for name, on, ratio in pairs if colours.contrast(palette[name], on) < ratio]
    assert weak == []


def test_pale_colour_is_refused_with_a_proposal():
    problem = colours.check_primary("#9fd8c8")
    assert problem is not None
    assert problem.found < problem.wanted
    assert colours.check_primary(problem.proposal) is None
