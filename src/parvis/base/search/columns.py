"""What is known of every document in columns: key, order by name, weight, size of the title, facets."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SEGMENT = 4096
"""Documents of one stored segment."""

Rows = npt.NDArray[np.void]


def layout(facets: Sequence[str]) -> np.dtype[np.void]:
    """The columns of an index; key 0 is a number that is not in use (keys of the database start at 1)."""
    return np.dtype(
        [
            ("key", "<i8"),
            ("rank", "<f8"),
            ("weight", "<f4"),
            ("words", "u1"),
            ("active", "u1"),
            *((facet_column(facet), "<u2") for facet in facets),
        ]
    )


def facet_column(facet: str) -> str:
    """The column that holds the position of a facet's combination."""
    return f"facet_{facet}"
