"""GET /metrics: what Prometheus reads."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from apiflask import APIBlueprint
from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from tmserver.errors import Forbidden
from tmserver.gate.authentication import is_direct
from tmserver.gate.caller import found_caller, public
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.figures import figures

blueprint = APIBlueprint("metrics", __name__, enable_openapi=False)


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Counts of requests and lookups of all workers; units, indexes and jobs as they are now.

    For programs of this machine that ask directly, and for keys with the right admin to everything.
    """
    _check_caller()
    registry = CollectorRegistry()
    registry.register(_Now())
    text = generate_latest(registry)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    else:
        counted = REGISTRY
    return Response(text + generate_latest(counted), content_type=CONTENT_TYPE_LATEST)


def _check_caller() -> None:
    by = found_caller()
    if by is not None:
        by.require_everywhere(Right.ADMIN)
    elif not is_direct(services().settings):
        raise Forbidden("Metrics are for programs of this machine, and for keys that may see everything.")


class _Now:
    """Gauges read from the database when they are asked for: the same whichever worker answers."""

    def collect(self) -> Iterator[Metric]:
        """Each gauge with its values."""
        now = figures(services().database, services().settings)
        yield _gauge("tmserver_units", "Units that have the language.", "language", now.units)
        yield _gauge(
            "tmserver_index_bytes", "Size of the index snapshots on disk.", "language", now.index_bytes
        )
        yield _gauge("tmserver_jobs", "Jobs in the state.", "state", now.jobs)


def _gauge(name: str, text: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, text, labels=[label])
    for value, number in values.items():
        gauge.add_metric([value], number)
    return gauge
