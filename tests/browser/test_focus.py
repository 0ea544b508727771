"""What people set out to do, what became of it, and the minutes they were there."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .people import PATIENCE
from .test_accessible import problems

AT_NOON = f"Etc/GMT{(datetime.now(UTC).hour + 12) % 24 - 12:+d}"  # where nobody's day is about to begin
ASK = "What will you work on?"


def row(visitor, name):
    """Of a person in the list."""
    return visitor.page.locator("#people li").filter(has_text=name)


def line(visitor):
    return visitor.page.locator("focus-stage")


async def press(visitor, name):
    await visitor.page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


async def intend(visitor, words):
    await visitor.page.get_by_label(ASK).fill(words)
    await visitor.page.get_by_label(ASK).press("Enter")
    await expect(line(visitor)).to_contain_text(f"You said: {words}", timeout=PATIENCE)


async def asked(visitor):
    await expect(visitor.page.get_by_label(ASK)).to_be_visible(timeout=PATIENCE)


def moment(**ago):
    """As SQLite keeps it."""
    return (datetime.now(UTC) - timedelta(**ago)).strftime("%Y-%m-%d %H:%M:%S.%f")


def change(server, statement, *values):
    """In the tables, as if time had passed."""
    with closing(sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10)) as database, database:
        return database.execute(statement, values).fetchall()


async def fall_silent(server, question):
    """Nobody has touched anything for a day, once what was touched a moment ago is in the tables too."""
    async with asyncio.timeout(PATIENCE / 1000):
        while not await question.is_visible():
            change(server, "UPDATE rooms_connection SET acted_at = ?", moment(days=1))
            change(server, "UPDATE studytools_interval SET ask_at = ?", moment(seconds=1))
            await asyncio.sleep(0.3)


async def test_what_ada_sets_out_to_do_stands_beside_her_name(pair):
    ada, grace = pair
    await expect(line(ada)).to_be_hidden()
    await press(ada, "Start")
    await asked(grace)
    await intend(ada, "Esters & <b>ethers</b>")
    await expect(row(grace, "Ada")).to_contain_text("Esters & <b>ethers</b>", timeout=PATIENCE)
    await expect(row(ada, "Grace")).to_contain_text("focusing")
    await press(ada, "Change what you said")
    await ada.page.get_by_label(ASK).press("Escape")
    await expect(line(ada)).to_contain_text("You said: Esters & <b>ethers</b>")
    await press(ada, "Change what you said")
    await intend(ada, "Ethers")
    await expect(row(grace, "Ada")).to_contain_text("Ethers", timeout=PATIENCE)


async def test_whoever_would_rather_not_say_is_asked_again_in_the_next_phase_only(pair):
    ada, _ = pair
    await press(ada, "Start")
    await asked(ada)
    await ada.page.get_by_label(ASK).press("Escape")
    await expect(ada.page.get_by_label(ASK)).to_be_hidden()
    await ada.page.reload()
    await ada.inside()
    await expect(ada.page.get_by_role("button", name="Say what you work on")).to_be_visible(timeout=PATIENCE)
    await press(ada, "Skip to break")
    await press(ada, "Skip to focus")
    await asked(ada)
    await ada.context.set_offline(True)
    await ada.page.evaluate("dispatchEvent(new Event('offline'))")
    await expect(ada.page.get_by_role("status").filter(has_text="offline")).to_be_visible(timeout=PATIENCE)
    await ada.page.get_by_label(ASK).fill("Esters")
    await ada.page.get_by_label(ASK).press("Enter")
    await expect(line(ada).get_by_role("alert")).to_have_text("There is no connection just now.")
    await expect(ada.page.get_by_label(ASK)).to_have_value("Esters")


async def test_one_of_my_tasks_can_be_picked(pair):
    ada, grace = pair
    words = "async () => (await import('/static/rooms/room.js')).room.ask('tasks.add', {list: 'mine', title: 'Problems 1–12', client_id: 'a'})"
    await ada.page.evaluate(words)
    await press(ada, "Start")
    await press(ada, "One of my tasks")
    await press(ada, "Problems 1–12")
    await expect(line(ada)).to_contain_text("You said: Problems 1–12", timeout=PATIENCE)
    await expect(row(grace, "Ada")).to_contain_text("Problems 1–12", timeout=PATIENCE)
    assert change(ada.server, "SELECT count(*) FROM studytools_desk WHERE task_id = (SELECT id FROM studytools_task)") == [(1,)]


async def test_one_tap_says_what_became_of_it_and_the_room_gets_one_line(pair):
    ada, grace = pair
    await press(ada, "Start")
    await intend(ada, "Esters")
    await asked(grace)
    found = [*problems(await Axe().run(ada.page)), *problems(await Axe().run(grace.page))]
    await intend(grace, "Lab report")
    await press(ada, "Skip to break")
    await expect(line(ada)).to_contain_text("How did Esters go?", timeout=PATIENCE)
    found += [*problems(await Axe().run(ada.page)), *problems(await Axe().run(grace.page))]
    await ada.page.get_by_role("button", name="Done", exact=True).focus()
    await ada.page.keyboard.press("Enter")
    await expect(line(ada).get_by_role("button")).to_have_text(["Stay in flow"], timeout=PATIENCE)
    await press(grace, "Carry on")
    for visitor in ada, grace:
        await expect(visitor.page.locator("#chat")).to_contain_text("Ada finished “Esters”, Grace carries on with “Lab report”.", timeout=PATIENCE)
    await expect(row(ada, "Grace")).to_contain_text("Lab report")
    await press(ada, "Skip to focus")
    await asked(ada)
    await expect(line(grace)).to_contain_text("You said: Lab report", timeout=PATIENCE)
    assert found == []


async def test_minutes_are_counted_where_i_live_and_shown_only_if_i_say_so(serve, visit):
    server = serve()
    ada, grace = await visit(server, timezone_id=AT_NOON), await visit(server, timezone_id="Asia/Tokyo")
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    await press(ada, "Start")
    await asked(grace)
    change(server, "UPDATE studytools_interval SET started_at = ?", moment(minutes=68))
    await press(ada, "Skip to break")
    await expect(ada.page.locator("focus-minutes")).to_contain_text("Today 1 h 08, this week 1 h 08 here.", timeout=PATIENCE)
    await expect(row(grace, "Ada").locator("time")).to_be_empty()
    await ada.page.get_by_role("switch", name="Show my minutes to others").check()
    await expect(row(grace, "Ada").locator("time")).to_have_text("1 h 08", timeout=PATIENCE)
    await expect(row(grace, "Grace").locator("time")).to_be_empty()
    await ada.page.get_by_role("switch").uncheck()
    await expect(row(grace, "Ada").locator("time")).to_be_empty(timeout=PATIENCE)
    await ada.open("/accounts/")
    await expect(ada.page.get_by_label("Time zone")).to_have_value(AT_NOON)
    await grace.open("/accounts/")
    await expect(grace.page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


async def test_whoever_stays_in_flow_is_told_what_break_it_earned(pair):
    ada, grace = pair
    await press(ada, "Start")
    await press(ada, "Skip to break")
    await press(ada, "Stay in flow")
    await expect(row(grace, "Ada")).to_contain_text("in flow", timeout=PATIENCE)
    change(ada.server, "UPDATE studytools_desk SET flow_since = ?", moment(minutes=48))
    await grace.page.reload()  # the room is told anew
    await expect(line(ada)).to_contain_text("In flow for 48 min", timeout=15_000)
    await press(ada, "End flow")
    await expect(line(ada)).to_contain_text("You were in flow for 48 min. That earns a break of 10.", timeout=PATIENCE)
    await expect(row(grace, "Ada")).not_to_contain_text("in flow", timeout=PATIENCE)


async def test_who_does_nothing_for_long_is_asked_and_away_without_an_answer(serve, visit):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1, SYNCROOM_STILL_THERE_SECONDS=6)
    ada = await visit(server)
    await ada.create(display_name="Ada")
    await press(ada, "Start")
    await asked(ada)
    question = ada.page.get_by_role("alertdialog", name="Still there?")
    await fall_silent(server, question)
    await expect(question).to_contain_text("s left to answer")
    await expect(ada.page).to_have_title("Still there? – Organic chemistry")
    await ada.page.keyboard.press("x")
    await expect(question).to_be_hidden(timeout=PATIENCE)
    await fall_silent(server, question)
    missed = ada.page.get_by_role("alertdialog", name="You were away")
    await expect(missed).to_contain_text("Minutes stopped counting then.", timeout=PATIENCE)
    await expect(row(ada, "Ada")).to_contain_text("away since")
    assert problems(await Axe().run(ada.page)) == []
    await missed.get_by_role("button", name="I am back").click()
    await expect(row(ada, "Ada")).to_contain_text("focusing", timeout=PATIENCE)
