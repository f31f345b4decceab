"""The plot of a ranking, drawn on the server; the table beside it says the same in figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parvis.domain.reviews.selectors.scores import ScoreRow

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 32, 474, 10, 205
MOST = 300
"""Applications that are drawn."""
DOTTED = 120
"""Up to so many, each has a dot of its own."""
LEAST = 40


@dataclass(frozen=True)
class Plot:
    """Paths and points in the units of the drawing."""

    count: int
    band: str
    line: str
    dots: list[tuple[float, float]]
    raw: list[tuple[float, float]]
    cut: float | None
    levels: list[tuple[int, float]]
    ranks: list[tuple[int, float]]
    box: str = field(default=f"0 0 {WIDTH} {HEIGHT}")
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    foot: int = HEIGHT - 8


def plot_of(rows: Sequence[ScoreRow], places: int | None) -> Plot | None:
    """The best applications by place with interval, adjusted and raw mark; None where there are fewer than two."""
    shown = [row for row in rows if row.adjusted is not None][: min(MOST, max(LEAST, 2 * (places or MOST)))]
    if len(shown) < 2:
        return None
    across = [round(LEFT + (RIGHT - LEFT) * (at + 0.5) / len(shown), 1) for at in range(len(shown))]
    adjusted, raw, low, high = (
        [up(getattr(row, name)) for row in shown] for name in ("adjusted", "raw", "low", "high")
    )
    upper = [f"{x} {y}" for x, y in zip(across, high, strict=True)]
    lower = [f"{x} {y}" for x, y in zip(across, low, strict=True)]
    is_dotted = len(shown) <= DOTTED
    every = next(step for step in (5, 10, 20, 50) if len(shown) <= 8 * step or step == 50)
    cut = round(LEFT + (RIGHT - LEFT) * places / len(shown), 1) if places and places < len(shown) else None
    return Plot(
        count=len(shown),
        band=f"M{' L'.join([*upper, *reversed(lower)])} Z",
        line=f"M{' L'.join(f'{x} {y}' for x, y in zip(across, adjusted, strict=True))}",
        dots=list(zip(across, adjusted, strict=True)) if is_dotted else [],
        raw=list(zip(across, raw, strict=True)) if is_dotted else [],
        cut=cut,
        levels=[(level, up(level)) for level in (0, 25, 50, 75, 100)],
        ranks=[(rank, across[rank - 1]) for rank in range(every, len(shown) + 1, every)],
    )


def up(mark: float) -> float:
    """How high a mark from 0 to 100 stands."""
    return round(BOTTOM - (BOTTOM - TOP) * mark / 100, 1)
