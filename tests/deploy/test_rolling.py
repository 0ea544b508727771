"""F2, in short: processes restarted one after the other behind a proxy cost nobody a message or a page."""

import pytest

from .proxies import KINDS
from .rolling import behind, restarts

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("proxies")]


@pytest.mark.parametrize("name", KINDS)
async def test_processes_restarted_in_turn_lose_nothing(name, serve_together, certificates, tmp_path):
    with behind(name, serve_together, certificates, tmp_path) as (servers, proxy):
        rows, reconnects, answers = await restarts(servers, proxy, 2)
    assert rows > 6
    assert reconnects >= 1
    assert set(answers) == {200, 302}
