"""What the steps of the demo share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from time import monotonic

from parvis.base.accounts.models import User

Say = Callable[[str], None]
Progress = Callable[[int, int, str], None]

DATA = Path(str(files("parvis.demo"))) / "data"


def silent(_done: int, _total: int, _message: str) -> None:
    """No one watches."""


@dataclass(slots=True)
class Context:
    """Goes from step to step; `seconds` are the time that each took, `stage` the moment to open at."""

    say: Say
    progress: Progress = silent
    stage: str = "review"
    accounts: dict[str, User] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Remember how long the block took."""
        began = monotonic()
        yield
        self.seconds[name] = monotonic() - began
