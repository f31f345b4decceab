"""What other apps declare to accounts: the personal data that they hold, and what they do not keep for ever."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from django.utils.functional import Promise

from parvis.base.accounts.models import User
from parvis.core.registry import Registry

Text: TypeAlias = str | Promise


@dataclass(frozen=True)
class PersonalFile:
    """A file that someone gets with their data."""

    name: str
    content: bytes | Path


def _nothing(_user: User) -> list[Any]:
    return []


@dataclass(frozen=True)
class PersonalData:
    """What an app holds about accounts, and what becomes of it.

    `export` gives all of it as JSON values, `files` what goes with it. `erase` removes it in the caller's transaction
    and returns sentences about what stayed and why; the account still has its address and name when it is called.
    `blockers` are sentences that forbid the erasure for now. The texts are what the privacy page and the page before
    the erasure say; `retention` names a key of the setting RETENTION_DAYS.
    """

    export: Callable[[User], Mapping[str, Any]]
    erase: Callable[[User], list[str]]
    files: Callable[[User], Iterable[PersonalFile]] = _nothing
    blockers: Callable[[User], list[str]] = _nothing
    held: Text = ""
    purpose: Text = ""
    seen_by: Text = ""
    kept: Text = ""
    retention: str = ""
    removed: Text = ""
    stays: Text = ""


personal_data: Registry[PersonalData] = Registry("personal data")


@dataclass(frozen=True)
class Retention:
    """Something that is removed when it has been kept long enough; `key` is one of the setting RETENTION_DAYS.

    `prune` removes what is past the moment that it is given and returns how many; it must be safe to run twice.
    """

    key: str
    prune: Callable[[dt.datetime], int]


retentions: Registry[Retention] = Registry("retention")


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo, shown on its sign-in page."""

    email: str
    password: str
    name: str
    role: str


demo_accounts: Registry[Callable[[], list[DemoAccount]]] = Registry("source of demo accounts")
"""The demo registers one function; the sign-in page asks it, in a demo only."""
