"""What files are for: apps register their purposes from `apps.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.core.registry import Registry

if TYPE_CHECKING:
    from parvis.base.accounts.rules import Actor
    from parvis.base.files.models import StoredFile

IMAGES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
"""Types that `store_image` can read; drawings with scripts in them (SVG) are not among them."""


@dataclass(frozen=True)
class Purpose:
    """Who may read the files of a purpose, and what may be uploaded for it.

    `public` says that everybody may, so that browsers and proxies may keep a copy. `keep` is how long a file stays that
    no row of the database refers to (any more).
    """

    can_read: "Callable[[Actor, StoredFile], bool]"
    public: bool = False
    max_bytes: int = 5_000_000
    types: frozenset[str] = IMAGES
    keep: dt.timedelta = dt.timedelta(days=1)


purposes: Registry[Purpose] = Registry("purpose of files")
