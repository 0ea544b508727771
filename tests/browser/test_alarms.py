"""Alarms ring for those they are for, wait, are missed; timers in the pocket go on while the page is reloaded."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .people import PATIENCE, PHONE
from .test_accessible import problems


def change(server, statement, *values):
    """In the database, behind the server's back."""
    with closing(sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10)) as db:
        db.execute(statement, values)
        db.commit()


def written(at):
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def due(server, label, ago=timedelta(0)):
    """Every alarm of this label was due so long ago; the server finds out when it reconciles."""
    change(server, "UPDATE studytools_alarm SET next_at = ? WHERE label = ? AND next_at IS NOT NULL", written(datetime.now(UTC) - ago), label)


class Clocks:
    """The panel as its owner uses it."""

    def __init__(self, visitor):
        self.page, self.server = visitor.page, visitor.server
        self.panel, self.ring = self.page.locator("#alarms-panel"), self.page.get_by_role("alertdialog")

    def row(self, label):
        return self.panel.locator("li", has_text=label)

    async def set(self, label, *days, whose="me", time="07:30"):
        await self.panel.get_by_role("button", name="Alarm", exact=True).click()
        dialog = self.page.get_by_role("dialog", name="New alarm")
        await dialog.get_by_label("Time", exact=True).fill(time)
        await dialog.get_by_label("What for").fill(label)
        for day in days:
            await dialog.get_by_label(day).check()
        await dialog.get_by_role("radio", name=whose).check()
        await dialog.get_by_role("button", name="Set alarm").click()
        await expect(dialog).to_be_hidden(timeout=PATIENCE)
        await expect(self.row(label)).to_be_visible(timeout=PATIENCE)

    async def rings(self, label):
        await expect(self.ring).to_contain_text(label, timeout=PATIENCE)

    async def is_quiet(self):
        await expect(self.ring).to_be_hidden(timeout=PATIENCE)


@pytest.fixture
async def both(serve, visit):
    """Ada and Grace in Ada's room, on a server that looks about every second."""
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = await visit(server), await visit(server)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    return ada, grace


COUNTING = """
    window.struck = 0
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) { window.struck += 1; return start.apply(this, when) }
"""


async def sounding(*tabs):
    """Whether each of them makes a sound, once one does."""
    for _ in range(PATIENCE // 100):
        struck = [await tab.evaluate("window.struck > 0") for tab in tabs]
        if any(struck):
            break
        await asyncio.sleep(0.1)  # a poll, not a hope
    return struck


async def test_an_alarm_of_mine_rings_in_every_tab_of_mine_sounds_in_one_is_stopped_in_one_and_is_nobody_elses(both):
    ada, grace = both
    await ada.context.add_init_script(COUNTING)
    await ada.page.reload()
    await ada.inside()
    hers = Clocks(ada)
    await hers.set("Bread", "Monday", "Wednesday")
    await expect(hers.row("Bread")).to_contain_text("Mon, Wed")
    second = await ada.context.new_page()
    await second.goto(ada.page.url)
    other = second.get_by_role("alertdialog")
    await expect(second.locator("#alarms-panel li")).to_have_count(1, timeout=PATIENCE)
    await second.locator("#alarms-title").click()
    due(ada.server, "Bread")
    await hers.rings("Bread")
    await expect(other).to_contain_text("Bread", timeout=PATIENCE)
    await expect(second).to_have_title(re.compile("Bread"))
    assert sorted(await sounding(ada.page, second)) == [False, True]
    await other.get_by_role("button", name="Stop").click()
    await hers.is_quiet()
    await expect(ada.page).to_have_title("Organic chemistry – SyncRoom")
    await ada.page.reload()
    await ada.inside()
    await expect(hers.row("Bread").get_by_role("switch")).to_be_checked()
    await hers.is_quiet()
    await expect(grace.page.locator("#alarms-panel li")).to_have_count(0)


async def test_the_rooms_alarm_rings_for_everybody_and_each_stops_or_snoozes_it_alone(both):
    ada, grace = both
    adas, graces = Clocks(ada), Clocks(grace)
    await adas.set("Stand up", whose="everybody in this room")
    await expect(graces.row("Stand up").get_by_role("switch")).to_be_disabled(timeout=PATIENCE)
    second = await ada.context.new_page()
    await second.goto(ada.page.url)
    due(ada.server, "Stand up")
    await adas.rings("Stand up")
    await graces.rings("Stand up")
    await expect(second.get_by_role("alertdialog")).to_be_visible(timeout=PATIENCE)
    await adas.ring.get_by_role("button", name="Stop").click()
    await adas.is_quiet()
    await expect(second.get_by_role("alertdialog")).to_be_hidden(timeout=PATIENCE)
    await expect(graces.ring).to_be_visible()
    await graces.ring.get_by_role("button", name="Snooze 5 min").click()
    await graces.is_quiet()
    await expect(graces.row("again at")).to_contain_text("Stand up", timeout=PATIENCE)
    due(ada.server, "Stand up")
    await graces.rings("Stand up")
    await graces.ring.get_by_role("button", name="Stop").click()
    await expect(graces.row("Stand up")).to_have_count(1, timeout=PATIENCE)


MISSED = """async () => {
  const { alarms } = await import("/static/studytools/alarms/state.js")
  const { serverNow } = await import("/static/rooms/servertime.js")
  const fate = (ago) => alarms.fate({ id: 0, list: "mine", rang_at: new Date(serverNow() - 1000 * ago).toISOString() })
  return [fate(595), fate(605)]
}"""
# On 29 March 2026 the clocks of Berlin go from 2:00 to 3:00.
SKIPPED = """async () => {
  const { note } = await import("/static/studytools/alarms/words.js")
  const alarm = { list: "mine", on: true, snoozed: 0, weekdays: [], zone: "Europe/Berlin", time: "02:30", next_at: "2026-03-29T01:00:00.000Z" }
  return note(alarm, Date.parse("2026-03-26T12:00:00Z"))
}"""


async def test_one_that_was_missed_does_not_ring_and_is_switched_changed_and_removed_with_a_no_said_beside_it(both):
    ada, _ = both
    clocks = Clocks(ada)
    await clocks.set("Bread")
    due(ada.server, "Bread", timedelta(minutes=11))
    await expect(clocks.row("Bread")).to_contain_text("missed", timeout=PATIENCE)
    await clocks.is_quiet()
    assert await ada.page.evaluate(MISSED) == ["ringing", "missed"]
    assert await ada.page.evaluate(SKIPPED) == "Sunday · at 03:00, as the clocks change"
    await clocks.row("Bread").get_by_role("button", name="OK").click()
    await expect(clocks.row("Bread")).not_to_contain_text("missed")
    await ada.page.reload()
    await ada.inside()
    await expect(clocks.row("Bread")).to_contain_text("off", timeout=PATIENCE)
    await expect(clocks.row("Bread")).not_to_contain_text("missed")
    switch = clocks.row("Bread").get_by_role("switch")
    await switch.focus()
    await ada.page.keyboard.press("Space")
    await expect(clocks.row("Bread")).to_contain_text(re.compile("today|tomorrow"), timeout=PATIENCE)
    await clocks.row("Bread").get_by_role("button").first.focus()
    await ada.page.keyboard.press("Enter")
    dialog = ada.page.get_by_role("dialog", name="Change the alarm")
    await dialog.get_by_label("Time", exact=True).fill("08:15")
    await ada.page.keyboard.press("Enter")
    await expect(clocks.row("08:15").get_by_role("switch")).to_be_checked(timeout=PATIENCE)
    await expect(dialog).to_be_hidden(timeout=PATIENCE)
    change(ada.server, "UPDATE studytools_alarm SET removed = 1")
    await switch.click()
    await expect(clocks.row("Bread").get_by_role("alert")).to_have_text("It is not there any more.", timeout=PATIENCE)
    await expect(switch).to_be_checked()
    change(ada.server, "UPDATE studytools_alarm SET removed = 0")
    await clocks.row("Bread").get_by_role("button").first.click()
    await dialog.get_by_role("button", name="Remove").click()
    await ada.page.locator("#confirm").get_by_role("button", name="Remove").click()
    await expect(clocks.row("Bread")).to_have_count(0, timeout=PATIENCE)
    await expect(clocks.panel).to_contain_text("No alarms, no timers.")


async def test_a_timer_in_my_pocket_goes_on_while_the_page_is_reloaded_and_ends(both):
    ada, grace = both
    clocks = Clocks(ada)
    await clocks.panel.get_by_role("button", name="Timer", exact=True).click()
    await clocks.panel.get_by_label("min").fill("10")
    await clocks.panel.get_by_label("What for").fill("Tea")
    await ada.page.keyboard.press("Enter")
    row = clocks.row("Tea")
    await expect(row).to_contain_text(re.compile(r"9:5\d"), timeout=PATIENCE)
    await ada.page.reload()
    await ada.inside()
    await expect(row).to_contain_text(re.compile(r"9:[45]\d"), timeout=PATIENCE)
    await row.get_by_role("button", name="Pause Tea").click()
    await expect(row).to_contain_text("paused", timeout=PATIENCE)
    await row.get_by_role("button", name="Go on with Tea").click()
    await expect(row).to_contain_text("ends", timeout=PATIENCE)
    await clocks.panel.get_by_role("button", name="Stopwatch", exact=True).click()
    await expect(clocks.row("Stopwatch")).to_contain_text(re.compile(r"0:0[1-5]"), timeout=PATIENCE)
    change(ada.server, "UPDATE studytools_pocket SET ends_at = ? WHERE label = 'Tea'", written(datetime.now(UTC)))
    await ada.page.reload()
    await ada.inside()
    await expect(row).to_contain_text("ended at", timeout=PATIENCE)
    await expect(grace.page.locator("#alarms-panel li")).to_have_count(0)


async def test_on_a_phone_the_clocks_are_a_tab_and_the_ring_comes_over_whatever_is_shown(serve, visit):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada = await visit(server, viewport=PHONE)
    await ada.create(display_name="Ada")
    clocks = Clocks(ada)
    await ada.page.get_by_role("tab", name="Clocks").click()
    await clocks.set("Bread")
    await ada.page.get_by_role("tab", name="Chat").click()
    await ada.box.fill("half a word")
    due(server, "Bread")
    await clocks.rings("Bread")
    await expect(ada.box).to_be_focused()
    assert problems(await Axe().run(ada.page)) == []
    await clocks.ring.get_by_role("button", name="Snooze 10 min").click()
    await clocks.is_quiet()
