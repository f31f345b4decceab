"""`parvis demo`: a seeded campus on this machine, built on the first start and ready at once on the next."""

import os
import shutil
import socket
import tempfile
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from parvis.cli.beside import worker_beside
from parvis.cli.start import refuse, start
from parvis.demo.steps.selection.stages import Stage

FOLDER = "data/demo"
STAMP = "demo-built"
DATABASE = "parvis.sqlite3"


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the demo's data away and build it anew.")] = False,  # noqa: FBT002 -- an option
    stage: Annotated[
        Stage | None,
        typer.Option(help="The moment of the selection under way at which the demo opens; first “review”."),
    ] = None,
    serve: Annotated[bool, typer.Option(help="Serve the demo once it is built.")] = True,  # noqa: FBT002 -- an option
) -> None:
    """Serve a sample campus with real open data. Its data live in data/demo, or where PARVIS_DATA_DIR says."""
    began = monotonic()
    os.environ["PARVIS_DEMO"] = "yes"
    folder = Path(os.environ.setdefault("PARVIS_DATA_DIR", FOLDER)).expanduser()
    os.environ.setdefault("PARVIS_BASE_URL", f"http://localhost:{port}")
    if serve:
        _check_port(host, port)
    if fresh:
        _clear(folder)
    figures = tempfile.mkdtemp(prefix="parvis-figures-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
    try:
        start()
        _build(folder, began, stage)
        if serve:
            _tell_accounts()
            _serve(host, port)
    finally:
        shutil.rmtree(figures, ignore_errors=True)


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            refuse(f"port {port} cannot be used: {error.strerror}. `make demo PORT={port + 1}` takes another.", code=1)


def _clear(folder: Path) -> None:
    """Remove the demo's folder; nothing that does not look like one."""
    for name in ("DATABASE_URL", "FILES_URL"):
        if os.environ.get(name) or os.environ.get(f"{name}_FILE"):
            refuse(f"--fresh clears only the folder of the demo; empty what {name} names yourself.")
    if not folder.exists():
        return
    database = folder / DATABASE
    if not ((folder / STAMP).exists() or database.exists()):
        refuse(f"{folder} holds no demo; --fresh leaves it alone.")
    (folder / STAMP).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != database:
            path.unlink()
    database.unlink(missing_ok=True)  # last: as long as it is there, one knows that this is a demo


def _build(folder: Path, began: float, stage: Stage | None) -> None:
    """Make ready what is missing; the stamp says that a demo of this very version is complete.

    A build that was killed, at whatever moment, goes on where it stopped.
    """
    from django.conf import settings  # noqa: PLC0415 -- slow import

    from parvis.core.preparation import prepare  # noqa: PLC0415 -- needs Django
    from parvis.demo.build import build_demo, fingerprint, is_built  # noqa: PLC0415 -- needs Django

    stamp = folder / STAMP
    prepare(typer.echo)
    known = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    stands_at = next((one for one in Stage if one in known and is_built()), None)
    if stage and stands_at and stage != stands_at:
        refuse(f"this demo stands at “{stands_at}”; add --fresh to build it anew at “{stage}”.")
    stage = stage or stands_at or Stage.REVIEW
    wanted = f"{fingerprint()} {stage} {settings.DATABASES['default']['NAME']}"
    if known == wanted.split() and is_built():
        return
    typer.echo("The first start builds the demo: some twenty seconds.")
    context = build_demo(_say, stage=stage)
    stamp.write_text(wanted, encoding="utf-8")
    steps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in context.seconds.items())
    typer.echo(f"Built in {monotonic() - began:.1f} s ({steps}).")


def _say(sentence: str) -> None:
    typer.echo(f"  {sentence}")


def _tell_accounts() -> None:
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.table import Table  # noqa: PLC0415 -- slow import

    from parvis.demo.people import PASSWORD, shown_accounts  # noqa: PLC0415 -- needs Django

    table = Table("account", "is", title=f"Sign in with the password {PASSWORD}", title_justify="left")
    for account in shown_accounts():
        table.add_row(account.email, account.role)
    Console().print(table)


def _serve(host: str, port: int) -> None:
    from django.db import connections  # noqa: PLC0415 -- slow import

    from parvis.cli.serve import run_server  # noqa: PLC0415 -- needs Django

    with worker_beside():
        connections.close_all()  # workers are forked, and must not share a connection
        run_server(host=host, port=port, workers=2, threads=4)
