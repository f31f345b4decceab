"""`parvis worker`: run background jobs until told to stop."""

import os
import signal
import threading
from types import FrameType
from typing import Annotated

import typer

from parvis.cli.start import require_tables, start


def worker(
    threads: Annotated[int, typer.Option(min=1, max=64, help="How many jobs run at once.")] = 2,
    once: Annotated[bool, typer.Option("--once", help="Run what is due, then end.")] = False,  # noqa: FBT002 -- an option
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,  # noqa: FBT002 -- an option
    grace: Annotated[float, typer.Option(min=0, help="Seconds that running jobs have to end once told to stop.")] = 20,
) -> None:
    """Run background jobs: imports, mails, what comes round by itself. As many workers as you like may run at once."""
    start()
    require_tables()
    from parvis.base.jobs.services.periodic import queue_periodic_jobs  # noqa: PLC0415 -- needs Django
    from parvis.base.jobs.services.running import run_due_jobs  # noqa: PLC0415 -- needs Django
    from parvis.base.jobs.services.worker import Worker  # noqa: PLC0415 -- needs Django

    if once:
        queue_periodic_jobs()
        typer.echo(f"{run_due_jobs()} jobs were run.")
        return
    parent = os.getppid()
    running = Worker(threads=threads, is_wanted=lambda: not with_parent or os.getppid() == parent)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        """The first signal lets jobs end; the second one is Python's own and ends at once."""
        running.stop()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    running.run(grace=grace)
