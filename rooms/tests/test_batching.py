"""Work waits in line while a batch is done, and nothing that waits is forgotten."""

import asyncio
import threading

import pytest

from rooms.live.batching import Batcher


@pytest.fixture
async def batcher():
    """Doubles numbers; `gate` holds the first batch, `batches` is what was done together."""
    gate, batches, done = threading.Event(), [], []

    def perform(batch):
        gate.wait(5)
        batches.append(list(batch))
        return [2 * number for number in batch]

    def note(batch, result):
        done.extend(result)
        if 0 in batch:
            raise RuntimeError("a callback that fails")

    batcher = Batcher("test", perform, note, most=4)
    batcher.open()
    batcher.gate, batcher.batches, batcher.results = gate, batches, done
    yield batcher
    gate.set()
    await batcher.close()


async def test_while_one_batch_is_done_the_next_one_gathers(batcher):
    batcher.submit(1)
    await asyncio.sleep(0)
    for number in range(2, 9):
        batcher.submit(number)
    batcher.gate.set()
    await batcher.idle.wait()
    assert batcher.batches == [[1], [2, 3, 4, 5], [6, 7, 8]]
    assert batcher.results == [2 * number for number in range(1, 9)]


async def test_a_callback_that_fails_does_not_stop_the_line(batcher):
    failures = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: failures.append(context["exception"]))
    batcher.gate.set()
    batcher.submit(0)
    batcher.submit(1)
    await batcher.idle.wait()
    batcher.submit(2)
    await batcher.idle.wait()
    assert batcher.results == [0, 2, 4]
    assert [str(failure) for failure in failures] == ["a callback that fails"]
