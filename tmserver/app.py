"""The web application: ``create_app`` is the one place that joins the parts."""

from __future__ import annotations

import os
import signal
from threading import Thread
from time import sleep

from apiflask import APIFlask

from tmserver import __version__
from tmserver.api import (
    alignments,
    audits,
    baselines,
    concept_history,
    concepts,
    concordance,
    docs,
    documents,
    errors,
    exports,
    glossaries,
    glossary_imports,
    health,
    imports,
    jobs,
    keys,
    languages,
    log,
    lookup,
    memories,
    openapi,
    paths,
    protocol,
    terms,
    unit_history,
    unit_lists,
    units,
)
from tmserver.api import metrics as metrics_view
from tmserver.gate import authentication, cors, deadlines, guard, logs, metrics, rates, turns, uploads
from tmserver.gate.services import EXTENSION, Services
from tmserver.services.access.service import AccessService
from tmserver.services.audits.checking import PairChecks
from tmserver.services.concordance.find import ConcordanceService
from tmserver.services.database import open_database
from tmserver.services.glossaries.browse import Listings
from tmserver.services.glossaries.recognition import RecognitionService
from tmserver.services.glossaries.term_indexes import TermIndexes
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.jobs.runner import Runner
from tmserver.services.lookup import LookupService
from tmserver.services.meaning.background import VectorMaker
from tmserver.services.meaning.service import MeaningService
from tmserver.settings import Settings
from tmserver.web import site

API = (
    alignments,
    audits,
    baselines,
    concept_history,
    concepts,
    concordance,
    docs,
    documents,
    exports,
    glossaries,
    glossary_imports,
    health,
    imports,
    jobs,
    keys,
    languages,
    log,
    lookup,
    memories,
    metrics_view,
    terms,
    unit_history,
    unit_lists,
    units,
)


def create_app(settings: Settings | None = None) -> APIFlask:
    """The application for these settings, else for those of the environment.

    Raises DatabaseUnusable if the database is missing, of another program or of another version.
    """
    settings = settings or Settings.from_environment(os.environ)
    database = open_database(settings)
    app = APIFlask(
        "tmserver", title="tmserver", version=__version__, docs_path=None, static_folder="web/static"
    )
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_size
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask types the default provider too widely
    app.json.sort_keys = False  # type: ignore[attr-defined]  # as above; shapes have an order for readers
    terms_read = TermIndexes()
    lookups = LookupService(database, settings, metrics.looked_up)
    queue = JobQueue(database, settings)
    app.extensions[EXTENSION] = Services(
        settings,
        database,
        AccessService(database, settings),
        lookups,
        MeaningService(database, settings, lookups),
        ConcordanceService(database),
        RecognitionService(database, settings, terms_read),
        Listings(database, terms_read),
        PairChecks(database, settings, terms_read),
        queue,
    )
    paths.register(app)
    openapi.register(app)
    errors.register(app)
    logs.register(app, settings)
    metrics.register(app)
    uploads.register(app, settings, queue.folders.root)
    cors.register(app, settings)
    guard.register(
        app,
        settings,
        lambda: protocol.may_come_from_elsewhere() or site.may_come_from_elsewhere(),
        protocol.may_write_without_saying_json,
    )
    turns.register(app)  # before what takes the key out of a path, so that it comes behind that
    authentication.register(app, settings)
    rates.register(app, settings)
    deadlines.register(app, settings)
    for noun in API:
        app.register_blueprint(noun.blueprint)
    protocol.register(app)
    site.register(app)
    return app


def create_server_app() -> APIFlask:
    """The application as a worker of ``tmserver serve`` has it: takes jobs and makes vectors until it ends.

    That is when the server's main process ends, however that comes about.
    """
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    settings = Settings.from_environment(os.environ)
    app = create_app(settings)
    found: Services = app.extensions[EXTENSION]
    Runner(found.database, settings, found.jobs).start()
    VectorMaker(found.database, settings).start()
    return app


def _end_with(parent: int) -> None:
    """Stop as after SIGTERM: a worker whose main process was killed would hold its port for ever."""
    while os.getppid() == parent:
        sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)  # to the process: one raised in this thread wakes nobody
