"""Build the sample campus through the services, as people and registers would."""

import hashlib
from collections.abc import Callable

from parvis import __version__
from parvis.base.search.selectors.generations import live_generation
from parvis.core import bus
from parvis.demo.context import DATA, Context, Progress, Say, silent
from parvis.demo.steps import (
    accounts,
    campus,
    index,
    opportunities,
    people,
    projects,
    reference,
    registers,
    requests,
    startups,
)
from parvis.demo.steps.matching import introductions, joint, notices
from parvis.demo.steps.selection import past, present
from parvis.demo.steps.selection.stages import Stage
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.search_documents import INDEX

STEPS: tuple[tuple[str, Callable[[Context], None]], ...] = (
    ("reference", reference.build),
    ("registers", registers.build),
    ("projects", projects.build),
    ("opportunities", opportunities.build),
    ("campus", campus.build),
    ("accounts", accounts.build),
    ("startups", startups.build),
    ("people", people.build),
    ("requests", requests.build),
    ("past selection", past.build),
    ("present selection", present.build),
    ("needs and offers", notices.build),
    ("joint projects", joint.build),
    ("introductions", introductions.build),
)
"""In this order; each step leaves what is there already as it is. The search index comes last, once for all of it."""


def build_demo(say: Say, progress: Progress | None = None, stage: Stage = Stage.REVIEW) -> Context:
    """Run every step; a build that was interrupted goes on where it stopped: each act is whole or was not begun."""
    context = Context(say, progress or silent, stage)
    with bus.hold(OrganisationChanged):
        for name, step in STEPS:
            with context.timed(name):
                step(context)
    with context.timed("index"):
        index.build(context)
    return context


def is_built() -> bool:
    """True when the last step was done in this database; the stamp beside it may speak of one that is gone."""
    return live_generation(INDEX) is not None


def fingerprint() -> str:
    """Changes with the data files and the version: what was built from others is brought up to date."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(DATA.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
