"""A real server counts what really happened."""

from prometheus_client.parser import text_string_to_metric_families as parse

from tests.live.client import until

TOKEN = "metrics-for-the-test-9"


async def test_what_happens_in_a_room_is_counted(serve, enter, logs_are_clean):
    server = serve(SYNCROOM_METRICS_TOKEN=TOKEN, SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    one, other = await enter(ada, code), await enter(grace, code)

    def numbers():
        text = server.person().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
        assert code not in text and "Ada" not in text
        return {(one.name, *one.labels.values()): one.value for family in parse(text) for one in family.samples}

    before = numbers()
    assert (before["syncroom_connections",], before["syncroom_rooms",]) == (2, 1)
    for n in range(5):
        assert (await one.post(f"word-{n}"))["type"] == "ok"
    assert (await one.ask("chat.post", client_id="x", body="x" * 5000))["type"] == "refused"
    await until(lambda: len(other.list) == 5)
    after = numbers()

    def more(*key):
        return after.get(key, 0) - before.get(key, 0)

    assert more("syncroom_actions_total", "ok", "chat.post") == 5
    assert more("syncroom_frames_in_total") == 6
    assert more("syncroom_deliveries_total") >= 10
    assert more("syncroom_frames_out_total") >= 16
    assert more("syncroom_writer_batch_size_count") >= 1 and more("syncroom_writer_batch_size_sum") >= 5
    await until(lambda: numbers()["syncroom_reconciles_total",] > after["syncroom_reconciles_total",])
    assert numbers()["syncroom_scheduler_lag_seconds",] < 5
    assert server.person().get("/metrics").status_code == 404
