"""F2 in full: 20 restarts, in turn, of two processes behind each proxy."""

import pytest

from tests.deploy.proxies import KINDS
from tests.deploy.rolling import behind, restarts

from .ledger import record

RESTARTS = 20
pytestmark = pytest.mark.usefixtures("logs_are_clean")


@pytest.mark.parametrize("name", KINDS)
async def test_twenty_restarts_lose_nothing(name, serve_together, certificates, tmp_path):
    with behind(name, serve_together, certificates, tmp_path) as (servers, proxy):
        rows, reconnects, answers = await restarts(servers, proxy, RESTARTS, rooms=4, each=5)
    assert set(answers) == {200, 302}
    record(
        "F2",
        f"{RESTARTS} rolling restarts of two processes behind {name}, 20 people in 4 rooms: {rows} messages acknowledged, {rows} in the history"
        f" once each, {reconnects} returns, {sum(answers.values())} pages and forms answered, none with an error",
    )
