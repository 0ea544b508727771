"""/metrics for Prometheus: what this process has counted. No room, code or person is named in it."""

import ipaddress
import threading
from collections import defaultdict

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from django.utils.decorators import sync_only_middleware
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily as Counter
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from rooms.live.counts import counts
from rooms.live.hub import hub
from rooms.live.process import process
from rooms.live.protocol import Close
from rooms.live.writer import writer

from . import __version__

PATH = "/metrics"
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
requests, lock = defaultdict(int), threading.Lock()  # by (method, route, status): requests run on several threads


@sync_only_middleware
def middleware(get_response):
    """Counts requests, and answers /metrics whatever name and scheme it is asked by: who may know is decided by token or address alone."""

    def respond(request):
        if request.path == PATH and allowed(request):
            response = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
            add_never_cache_headers(response)
        else:
            response = get_response(request)
        with lock:
            requests[request.method if request.method in METHODS else "other", route(request), response.status_code] += 1
        return response

    return respond


def allowed(request):
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(token, settings.METRICS_TOKEN):
        return True
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_ALLOW)


def route(request):
    """The pattern, never the path: codes and tokens are in that."""
    match = request.resolver_match
    return match.route if match else "none"


def number(kind, name, about, value):
    family = kind(f"syncroom_{name}", about)
    family.add_metric([], value)
    return family


def table(name, about, labels, values):
    family = Counter(f"syncroom_{name}", about, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric([str(one) for one in (key if isinstance(key, tuple) else (key,))], value)
    return family


def histogram(name, about, found):
    total, buckets = 0, []
    for bound, count in zip([*found.bounds, "+Inf"], found.buckets, strict=True):
        total += count
        buckets.append((str(float(bound)) if bound != "+Inf" else bound, total))
    return HistogramMetricFamily(f"syncroom_{name}", about, buckets=buckets, sum_value=found.sum)


class Collector:
    """Reads the counts when somebody asks; `list` of a dict's values is taken at once, while the loop goes on."""

    def describe(self):
        return []

    def collect(self):
        yield from self.now()
        yield from self.since_start()
        with lock:
            seen = dict(requests)
        yield table("http_requests", "Requests answered", ["method", "route", "status"], seen)

    def now(self):
        rooms = list(hub.rooms.values())
        info = Gauge("syncroom_info", "The version of this process", labels=["version"])
        info.add_metric([__version__], 1)
        yield info
        yield number(Gauge, "connections", "Open connections", sum(len(room.connections) for room in rooms))
        yield number(Gauge, "rooms", "Rooms with people connected to this process", len(rooms))
        yield number(Gauge, "writer_queue", "Actions that wait to be written", len(getattr(writer, "queue", ())))
        yield number(Gauge, "draining", "1 while this process sends people away", int(process.draining))
        yield number(Gauge, "scheduler_lag_seconds", "By how much the last round of what repeats was late", counts.lag)
        yield number(Gauge, "layer_away", "1 while Redis cannot be reached", int(bool(process.layer and process.layer.away)))

    def since_start(self):
        lost = process.layer.lost if process.layer else 0
        yield table("actions", "What members asked for", ["type", "outcome"], dict(counts.actions))
        yield table("closes", "Connections that the server closed", ["code"], dict(counts.closes))
        yield number(Counter, "outbox_drops", "Connections closed as they did not read what waited for them", counts.closes.get(Close.SLOW, 0))
        yield number(Counter, "frames_in", "Frames of members", counts.frames_in)
        yield number(Counter, "frames_out", "Frames to members", counts.deliveries + counts.answers + counts.told)
        yield number(Counter, "deliveries", "Events to each connection that was told them", counts.deliveries)
        yield number(Counter, "repairs", "Rooms looked up again as a change was missing", counts.repairs)
        yield number(Counter, "reconciles", "Comparisons with the database", counts.reconciles)
        yield number(Counter, "reconciles_failed", "Comparisons that could not be made", counts.reconciles_failed)
        yield number(Counter, "layer_lost", "Publications that Redis did not take; reconciling makes them good", lost)
        yield histogram("writer_batch_size", "Actions and errands in one transaction", counts.batches)
        yield histogram("writer_wait_seconds", "How long the first of a batch had waited", counts.waits)
        yield histogram("writer_batch_seconds", "How long a batch took to be written", counts.writes)
        yield histogram("due_late_seconds", "How late what fell due was looked at", counts.late)


registry = CollectorRegistry()
registry.register(Collector())
for collector in (ProcessCollector, PlatformCollector, GCCollector):
    collector(registry=registry)
