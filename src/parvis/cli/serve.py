"""`parvis serve`: answer requests."""

import os
import shutil
import socket
import tempfile
from contextlib import nullcontext
from typing import Annotated

import typer

from parvis.cli.beside import worker_beside
from parvis.cli.preload import preload
from parvis.cli.start import refuse, require_static_files, require_tables, start

CONNECTIONS = 4096
"""Connections that one process holds open: a browser keeps its own for a while, and whoever comes beyond them waits
until somebody leaves. On the last evening of a call hundreds write at once."""


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes; one for each processor.")] = 2,
    threads: Annotated[int, typer.Option(min=1, max=64, help="How many requests each process answers at once.")] = 4,
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Run background jobs too.")] = False,  # noqa: FBT002
) -> None:
    """Answer requests until stopped."""
    os.environ.setdefault("PARVIS_BASE_URL", f"http://localhost:{port}")
    figures = tempfile.mkdtemp(prefix="parvis-figures-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
    try:
        start()
        _check(host, port)
        with worker_beside() if with_worker else nullcontext():
            run_server(host=host, port=port, workers=workers, threads=threads)
    finally:
        shutil.rmtree(figures, ignore_errors=True)


def _check(host: str, port: int) -> None:
    """Refuse to serve what would only fail."""
    require_tables()
    require_static_files()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            refuse(f"{host}:{port} cannot be used: {error.strerror}. `--port` names another.", code=1)


def run_server(*, host: str, port: int, workers: int, threads: int) -> None:
    """Run granian until a signal; a worker that dies is started again."""
    from django.conf import settings  # noqa: PLC0415 -- slow import
    from granian.constants import Interfaces  # noqa: PLC0415 -- slow import
    from granian.log import LogLevels  # noqa: PLC0415 -- slow import
    from granian.server import Server  # noqa: PLC0415 -- slow import

    preload()
    typer.echo(f"parvis answers at {settings.BASE_URL}")
    Server(
        "parvis.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=3 if settings.DEMO else 30,  # a browser that stays open must not hold up Ctrl-C
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING,
        process_name=None,
    ).serve()
