"""The log of acts as the floors below it see it: whoever keeps the log plugs it in here."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import models
from django.utils.functional import Promise

from parvis.core.registry import Registry

verbs: Registry[str | Promise] = Registry("verb")
"""`app.past_tense` to the words after the name of whoever acted: "edited the organisation"."""


class Recorder(Protocol):
    """Writes one line of the log in the transaction of the act."""

    def __call__(
        self,
        *,
        actor: Any,
        verb: str,
        target: models.Model | None = None,
        data: Mapping[str, Any] | None = None,
        concerns: Iterable[Any] = (),
    ) -> object: ...


_recorders: list[Recorder] = []


def plug(recorder: Recorder) -> None:
    """Make `recorder` the one that writes; called once, from the `ready()` of the app that keeps the log."""
    _recorders[:] = [recorder]


def record(
    *,
    actor: Any,
    verb: str,
    target: models.Model | None = None,
    data: Mapping[str, Any] | None = None,
    concerns: Iterable[Any] = (),
) -> None:
    """Write one line of the log; apps above the log call `activity.services.record` themselves.

    Raises RuntimeError when nobody keeps the log: an act without its trace must not happen.
    """
    if not _recorders:
        raise RuntimeError("nobody keeps the log of acts")
    _recorders[0](actor=actor, verb=verb, target=target, data=data, concerns=concerns)
