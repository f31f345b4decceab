"""Build the sample campus through the services, as people and registers would."""

import hashlib
from collections.abc import Callable

from parvis import __version__
from parvis.core import bus
from parvis.demo.context import DATA, Context, Progress, Say, silent
from parvis.demo.steps import accounts, campus, index, reference, registers, requests, startups
from parvis.domain.directory.events import OrganisationChanged

STEPS: tuple[tuple[str, Callable[[Context], None]], ...] = (
    ("reference", reference.build),
    ("registers", registers.build),
    ("campus", campus.build),
    ("startups", startups.build),
    ("accounts", accounts.build),
    ("requests", requests.build),
)
"""In this order; each step leaves what is there already as it is. The search index comes last, once for all of it."""


def build_demo(say: Say, progress: Progress | None = None) -> Context:
    """Run every step; a build that was interrupted goes on where it stopped."""
    context = Context(say, progress or silent)
    with bus.hold(OrganisationChanged) as held:
        for name, step in STEPS:
            with context.timed(name):
                step(context)
    with context.timed("index"):
        index.build(context, {pk for event in held for pk in event.ids})
    return context


def fingerprint() -> str:
    """Changes with the data files and the version: what was built from others is brought up to date."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(DATA.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
