"""A bar on the terminal for what takes a while, and a sentence where it is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from parvis.cli.start import refuse


@contextmanager
def watched(name: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show how far the block is; what it refuses ends the command with one sentence. Words are in English."""
    from django.utils import translation  # noqa: PLC0415 -- slow import
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 -- slow import

    from parvis.core.errors import ParvisError  # noqa: PLC0415 -- needs Django

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with translation.override("en"), Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def progress(done: int, total: int, message: str) -> None:
            bar.update(task, description=f"{name}: {message}", completed=done, total=total or None)

        try:
            yield progress
        except ParvisError as error:
            bar.stop()
            refuse(f"{name}: {error}")
