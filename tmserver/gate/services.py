"""The services of the running application, as views ask for them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from tmserver.services.access.service import AccessService
from tmserver.services.audits.checking import PairChecks
from tmserver.services.concordance.find import ConcordanceService
from tmserver.services.glossaries.browse import Listings
from tmserver.services.glossaries.recognition import RecognitionService
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.lookup import LookupService
from tmserver.services.meaning.service import MeaningService
from tmserver.settings import Settings
from tmserver.store.database import Database

EXTENSION = "tmserver"


@dataclass(frozen=True, slots=True)
class Services:
    """What views call; made once by ``create_app``."""

    settings: Settings
    database: Database
    access: AccessService
    lookup: LookupService
    meaning: MeaningService
    concordance: ConcordanceService
    recognition: RecognitionService
    listings: Listings
    checks: PairChecks
    jobs: JobQueue

    def close(self) -> None:
        """Finish what is done in the background and close the connections to the database."""
        self.lookup.close()
        self.access.close()
        self.database.close()


def services() -> Services:
    """The services of the application that handles this request."""
    found: Services = current_app.extensions[EXTENSION]
    return found
