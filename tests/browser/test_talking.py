"""Two people talk, and nothing is lost or doubled."""

import asyncio

from playwright.async_api import expect

from tests.live.oracle import table

from .people import PATIENCE


async def test_two_people_talk_on_a_desk_and_a_phone(pair):
    ada, grace = pair
    await ada.write("Hello *Grace*")
    await grace.sees("Hello Grace")
    await grace.say("Hello Ada")
    await ada.reads("Hello Grace", "Hello Ada")
    await grace.reads("Hello Grace", "Hello Ada")
    await ada.sees_people("Grace")


async def test_a_reload_keeps_the_conversation_and_the_draft(pair):
    ada, grace = pair
    await ada.say("One")
    await grace.say("Two")
    await grace.box.fill("half a thought")
    await grace.page.reload()
    await grace.inside()
    await grace.reads("One", "Two")
    await expect(grace.box).to_have_value("half a thought")
    await ada.say("Three")
    await grace.reads("One", "Two", "Three")


async def test_what_is_written_offline_is_sent_when_one_is_back(pair):
    ada, grace = pair
    await ada.say("Before")
    await grace.sees("Before")
    await grace.context.set_offline(True)
    await grace.page.evaluate("dispatchEvent(new Event('offline'))")
    await grace.write("From the train")
    await ada.say("Meanwhile")
    await grace.context.set_offline(False)
    await grace.page.evaluate("dispatchEvent(new Event('online'))")
    await ada.sees("From the train")
    await grace.sees("Meanwhile")
    await grace.sent("From the train")


async def test_a_restart_in_mid_conversation_loses_nothing(pair):
    ada, grace = pair
    await ada.say("One")
    await grace.sees("One")
    server = ada.server
    await asyncio.to_thread(server.kill)
    await expect(ada.page.get_by_role("status").filter(has_text="Connected")).to_have_count(0, timeout=PATIENCE)
    await ada.write("Two")
    await grace.write("Three")
    await asyncio.to_thread(server.start)
    await ada.sent("Two")
    await grace.sent("Three")
    rows = table(server, ada.code)
    words = [html.removeprefix("<p>").removesuffix("</p>") for *_, html in rows]
    assert sorted(words) == ["One", "Three", "Two"]
    await ada.reads(*words)
    await grace.reads(*words)


async def test_an_outbox_survives_even_a_reload_without_a_server(pair):
    ada, grace = pair
    await ada.say("One")
    await asyncio.to_thread(ada.server.kill)
    await grace.write("Not lost")
    await asyncio.to_thread(ada.server.start)
    await grace.page.reload()
    await grace.sent("Not lost")
    await ada.reads("One", "Not lost")


async def test_messages_are_edited_and_removed_by_their_author(pair):
    ada, grace = pair
    await grace.say("Helo")
    await grace.box.press("ArrowUp")
    await expect(grace.box).to_have_value("Helo")
    await grace.write("Hello")
    await ada.reads("Hello")
    await expect(ada.message("Hello").locator("[data-part=edited]")).to_be_visible()
    message = grace.message("Hello")
    await message.focus()
    await message.get_by_role("button", name="Remove").click()
    await grace.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await expect(ada.messages).to_have_count(0, timeout=PATIENCE)
    await expect(grace.messages).to_have_count(0, timeout=PATIENCE)


async def test_older_messages_come_as_one_scrolls_and_a_permalink_opens_around_its_message(pair):
    ada, grace = pair
    for n in range(0, 100, 5):
        for m in range(n, n + 5):
            await ada.write(f"message {m:03}.")
        await ada.sent(f"message {n + 4:03}.")
    await grace.page.reload()
    await grace.inside()
    await expect(grace.messages).to_have_count(40, timeout=PATIENCE)
    await grace.messages.first.scroll_into_view_if_needed()
    await grace.page.locator("#chat").hover()
    while await grace.messages.count() < 100:
        count = await grace.messages.count()
        await grace.page.mouse.wheel(0, -20_000)
        await expect(grace.messages).not_to_have_count(count, timeout=PATIENCE)
    texts = await grace.messages.locator("[data-part=words]").all_inner_texts()
    assert [text.strip() for text in texts] == [f"message {n:03}." for n in range(100)]
    link = await grace.message("message 020.").locator("a[data-part=link]").get_attribute("href")
    await grace.page.goto(link)
    await expect(grace.message("message 020.")).to_be_in_viewport(timeout=PATIENCE)
    await expect(grace.message("message 099.")).to_have_count(0)
    await grace.page.get_by_role("button", name="Back to now").click()
    await expect(grace.message("message 099.")).to_be_in_viewport(timeout=PATIENCE)


async def test_who_is_writing_is_told(pair):
    ada, grace = pair
    await grace.box.press_sequentially("Hm")
    await expect(ada.page.locator("chat-typing")).to_contain_text("Grace is writing", timeout=PATIENCE)


async def test_while_i_look_elsewhere_the_tab_counts(pair):
    ada, grace = pair
    await grace.page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', {get: () => true, configurable: true});"
        " Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')) }"
    )
    await ada.say("One")
    await ada.say("Two")
    await expect(grace.page).to_have_title("(2) Organic chemistry – SyncRoom", timeout=PATIENCE)
    home = await grace.context.new_page()
    await home.goto(grace.server.url)
    await expect(home.locator("main")).to_contain_text("2")


async def test_a_message_that_is_too_long_is_not_sent_and_not_lost(pair):
    ada, grace = pair
    await grace.write("x" * 4001)
    await expect(grace.box).to_have_value("x" * 4001)
    await expect(grace.messages).to_have_count(0)
    await grace.write("x" * 4000)
    await ada.sees("x" * 4000)


async def test_the_keyboard_is_enough(pair):
    ada, _ = pair
    await ada.page.locator("body").click(position={"x": 5, "y": 400})
    await ada.page.keyboard.press("?")
    await expect(ada.page.get_by_role("dialog")).to_be_visible()
    await ada.page.keyboard.press("Escape")
    await ada.page.wait_for_function("() => !document.activeElement.closest('dialog')")
    await ada.page.keyboard.press("/")
    await expect(ada.box).to_be_focused()
