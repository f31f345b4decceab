"""Colours that can be read: contrast, the nearest readable colour, and all that pages derive from two chosen ones.

Lightness is changed in OKLCH, where equal steps look equal and the hue stays; contrast is that of WCAG 2.2.
"""

import math
import re
from dataclasses import dataclass

LIGHT_PAPER = "#ebeee9"
DARK_PAPER = "#212b27"
"""The least favourable grounds of pages in each scheme: --pv-sunken and --pv-raised."""
INK = "#15201c"
TEXT_CONTRAST = 4.5
"""What WCAG AA asks of text."""
SHAPE_CONTRAST = 3.0
"""What WCAG AA asks of shapes that mean something."""

Oklch = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """True for #rrggbb."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * float(value ** (1 / 2.4)) - 0.055


def luminance(colour: str) -> float:
    """The relative luminance of WCAG, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def to_oklch(colour: str) -> Oklch:
    """Lightness, chroma and hue (radians) of a colour."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour, with as much of the chroma as a screen can show."""
    low, high = 0.0, chroma
    shown = _rgb(lightness, chroma, hue)
    if _fits(shown):
        return _hex(shown)
    for _step in range(20):
        middle = (low + high) / 2
        shown = _rgb(lightness, middle, hue)
        low, high = (middle, high) if _fits(shown) else (low, middle)
    return _hex(_rgb(lightness, low, hue))


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in rgb)


def _hex(rgb: tuple[float, float, float]) -> str:
    values = (round(255 * _encoded(min(1.0, max(0.0, channel)))) for channel in rgb)
    return "#" + "".join(f"{value:02x}" for value in values)


def nearest_readable(colour: str, *, on: str, ratio: float) -> str:
    """The colour of the same hue, as near as can be in lightness, that has this contrast on `on`."""
    if contrast(colour, on) >= ratio:
        return colour.lower()
    lightness, chroma, hue = to_oklch(colour)
    darker = luminance(on) > 0.18
    goal = 0.0 if darker else 1.0
    for step in range(1, 201):
        candidate = from_oklch(lightness + (goal - lightness) * step / 200, chroma, hue)
        if contrast(candidate, on) >= ratio:
            return candidate
    return "#000000" if darker else "#ffffff"


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on this colour."""
    return max(("#ffffff", INK), key=lambda ink: contrast(ink, colour))


@dataclass(frozen=True)
class Problem:
    """A chosen colour that cannot be read, and the nearest one that can."""

    colour: str
    found: float
    wanted: float
    proposal: str


def check_primary(colour: str) -> Problem | None:
    """The main colour carries text: links on white, white on buttons."""
    return _check(colour, TEXT_CONTRAST)


def check_accent(colour: str) -> Problem | None:
    """The accent colour carries shapes only."""
    return _check(colour, SHAPE_CONTRAST)


def _check(colour: str, wanted: float) -> Problem | None:
    found = contrast(colour, LIGHT_PAPER)
    if found >= wanted:
        return None
    return Problem(colour, found, wanted, nearest_readable(colour, on=LIGHT_PAPER, ratio=wanted))


def _tint(colour: str, lightness: float, most_chroma: float) -> str:
    _lightness, chroma, hue = to_oklch(colour)
    return from_oklch(lightness, min(chroma, most_chroma), hue)


def palette(primary: str, accent: str) -> dict[str, str]:
    """All colours that the stylesheets take from the two chosen ones, by the name of their custom property."""
    lightness, chroma, hue = to_oklch(primary)
    dark = nearest_readable(from_oklch(max(lightness, 0.76), min(chroma, 0.12), hue), on=DARK_PAPER, ratio=7)
    dark_lightness = to_oklch(dark)[0]
    _accent_lightness, accent_chroma, accent_hue = to_oklch(accent)
    return {
        "primary": primary,
        "primary-strong": from_oklch(max(0.0, lightness - 0.11), chroma, hue),
        "on-primary": ink_on(primary),
        "primary-soft": _tint(primary, 0.945, 0.014),
        "block": nearest_readable(from_oklch(min(lightness, 0.37), chroma, hue), on="#ffffff", ratio=8),
        "primary-dark": dark,
        "primary-dark-strong": from_oklch(min(0.97, dark_lightness + 0.08), min(chroma, 0.1), hue),
        "on-primary-dark": ink_on(dark),
        "primary-dark-soft": _tint(primary, 0.32, 0.035),
        "block-dark": _tint(primary, 0.33, 0.06),
        "accent": accent,
        "accent-soft": _tint(accent, 0.95, 0.022),
        "accent-dark": nearest_readable(
            from_oklch(0.74, min(accent_chroma, 0.13), accent_hue), on=DARK_PAPER, ratio=TEXT_CONTRAST
        ),
        "accent-dark-soft": _tint(accent, 0.33, 0.045),
    }
