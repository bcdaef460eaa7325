"""``tmserver serve``: the HTTP service on a production server."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from tempfile import TemporaryDirectory

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tmserver.errors import Conflict, InvalidInput
from tmserver.gate.guard import is_loopback
from tmserver.gate.logs import configuration
from tmserver.services.access.service import needs_no_key
from tmserver.services.database import open_database
from tmserver.settings import Settings

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (compared with, not listened on)

PATIENCE = 10
"""Seconds in which requests under way are answered before a worker that stops is killed."""


@click.command(epilog="\b\nExample:\n  tmserver serve --port 9000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option(
    "--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads a process."
)
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int, threads: int) -> None:
    """Serve the API on http://HOST:PORT until interrupted.

    Requests that have come are still answered, for up to ten seconds.

    Without keys only programs of this machine are served, and need none. Other addresses than loopback ones
    take keys or people first (tmserver key, tmserver person), and every request then needs one of them.
    """
    address = "127.0.0.1" if host == "localhost" else host
    _check_keys(settings, host)
    _check_free(address, port)
    logging = configuration(settings)
    served = _served(settings, host)
    os.environ.update(served.as_environment())
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"tmserver listens on http://{shown}:{port}/ (Ctrl+C stops it)", err=True)
    if host in EVERYWHERE and not served.allowed_hosts:
        click.echo("Set TMSERVER_ALLOWED_HOSTS to the names by which others reach it.", err=True)
    with TemporaryDirectory(prefix="tmserver-metrics-") as counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts  # before a worker imports prometheus_client
        Granian(
            "tmserver.app:create_server_app",
            factory=True,
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=PATIENCE,
            log_dictconfig=logging,
            log_level=LogLevels.warning,
        ).serve()


def _check_keys(settings: Settings, host: str) -> None:
    """InvalidInput for an address beyond this machine while nobody has a key."""
    database = open_database(settings)
    if not is_loopback(host) and needs_no_key(database):
        raise InvalidInput(
            f"{host!r} is not a loopback address, and this server has no keys yet: anybody could read and "
            "write. Make a key (tmserver key create NAME) or a person (tmserver person add NAME) first.",
            field="--host",
        )
    database.close()


def _served(settings: Settings, host: str) -> Settings:
    """The settings of the processes: listening beyond this machine, they trust nobody for being on it."""
    if is_loopback(host):
        return settings
    named = settings.allowed_hosts if host in EVERYWHERE else f"{settings.allowed_hosts},{host}"
    return replace(settings, local_lookups=False, allowed_hosts=named.strip(","))


def _check_free(address: str, port: int) -> None:
    """Conflict unless this process may listen there: Granian would share the port with another server."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, port), family=family).close()
    except OSError as error:
        raise Conflict(
            f"Cannot listen on port {port} of {address}: {error.strerror}. Choose another with --port, or "
            "stop the program that has it."
        ) from error
