"""/metrics: closed unless opened, true, and silent about who and where."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families as parse

from rooms.live.counts import Histogram, counts
from syncroom import kinds

TOKEN = "a-token-of-16-chars"
COUNTERS = ("actions", "deliveries", "outbox_drops", "repairs", "reconciles", "frames_in", "frames_out", "http_requests", "closes")
OTHERS = ("connections", "rooms", "writer_batch_size_bucket", "writer_wait_seconds_bucket", "due_late_seconds_sum", "scheduler_lag_seconds", "info")
PROMISED = [*(f"{name}_total" for name in COUNTERS), *OTHERS]


def numbers(client, **headers):
    """{(name, labels…): value}"""
    response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"} | headers)
    assert response.status_code == 200
    return {(sample.name, *sample.labels.values()): sample.value for family in parse(response.content.decode()) for sample in family.samples}


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer wrong", TOKEN[:-1], f"Bearer {TOKEN}x", "Bearer schlüssel"])
@pytest.mark.parametrize("token", ["", TOKEN])
def test_without_its_token_there_are_no_metrics(client, db, settings, token, sent):
    settings.METRICS_TOKEN = token
    response = client.get("/metrics", headers={"Authorization": sent})
    assert response.status_code == 404
    assert "syncroom_" not in response.content.decode()


@pytest.mark.parametrize(("address", "status"), [("10.1.2.3", 200), ("10.2.0.1", 404), ("::1", 200), ("", 404), ("nonsense", 404)])
def test_addresses_may_be_let_in(client, db, settings, address, status):
    settings.METRICS_ALLOW = kinds.addresses("10.1.0.0/16, ::1")
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == status


def test_they_are_told_whatever_name_they_are_asked_by(client, db, settings):
    settings.METRICS_TOKEN, settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = TOKEN, ["study.example.org"], True
    assert ("syncroom_connections",) in numbers(client, Host="10.0.0.7:8000")
    assert client.get("/metrics", headers={"Host": "10.0.0.7:8000"}).status_code == 400


def test_requests_are_counted_by_route_and_status_and_never_by_path(client, room, ada, settings):
    settings.METRICS_TOKEN = TOKEN
    before = numbers(client)
    client.force_login(ada)
    client.get(f"/rooms/{room.code}/")
    client.get("/i/a-secret-token/")
    client.get("/nowhere-secret/")
    client.generic("BREW", "/healthz")
    after = numbers(client)
    new = {key[1:]: after[key] - before.get(key, 0) for key in after if key[0] == "syncroom_http_requests_total" and after[key] != before.get(key)}
    assert new["GET", "none", "404"] == 1
    assert [key for key in new if key[0] == "other"]
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    for secret in (room.code, room.name, "Organic", "Ada", "ada", "secret"):
        assert secret not in text


def test_a_histogram_counts_up_to_each_bound():
    found = Histogram(1, 2, 5)
    for value in (0, 1, 1.5, 2, 5, 6):
        found.note(value)
    assert (found.buckets, found.sum) == ([2, 2, 1, 1], 15.5)


def test_everything_that_is_promised_is_there(client, db, settings):
    settings.METRICS_TOKEN = TOKEN
    counts.batches.note(3)
    counts.act("chat.post", None)
    counts.closes[4408] += 1
    found = numbers(client)
    names = {key[0] for key in found}
    for name in PROMISED:
        assert f"syncroom_{name}" in names, name
    assert found["syncroom_writer_batch_size_bucket", "+Inf"] == found["syncroom_writer_batch_size_count",]
    assert found["syncroom_outbox_drops_total",] == found["syncroom_closes_total", "4408"] >= 1
    assert found["syncroom_actions_total", "ok", "chat.post"] >= 1
    assert "process_resident_memory_bytes" in names


def test_every_metric_is_documented_and_every_documented_one_is_there(client, db, settings):
    settings.METRICS_TOKEN = TOKEN
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    there = set(re.findall(r"^# TYPE (syncroom_\w+) ", text, re.M))  # whether anything was counted or not
    page = (settings.BASE_DIR / "docs/running.md").read_text()
    assert set(re.findall(r"^\| `(syncroom_\w+)` \|", page, re.M)) == there
