"""People with real browsers."""

import re
from contextlib import asynccontextmanager

from playwright.async_api import async_playwright, expect

from tests.live.programs import find

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP study.example.org 127.0.0.1",
]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 10_000  # ms


class Visitor:
    """One person's browser: a page, and every complaint it made."""

    def __init__(self, server, context, page):
        self.server, self.context, self.page, self.complaints = server, context, page, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self.alarm)
        page.on("console", self.listen)

    async def alarm(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def listen(self, message):
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    async def open(self, path="/"):
        return await self.page.goto(self.server.url + path)

    async def create(self, name="Organic chemistry", display_name=None, **fields):
        """The code of the new room, whose page is open now."""
        await self.open("/rooms/new/")
        await self.page.get_by_label("room", exact=False).first.wait_for()
        await self.page.locator("[name=name]").fill(name)
        if display_name:
            await self.page.locator("[name=display_name]").fill(display_name)
        if fields:
            await self.page.locator("details").first.evaluate("e => document.querySelectorAll('details').forEach(d => d.open = true)")
        for field, value in fields.items():
            await self.page.locator(f"[name={field}][value={value}]").check()
        await self.page.locator("main form[method=post] button.primary").click()
        await self.inside()
        return self.code

    async def join(self, display_name=None, passcode=None):
        """From the join page."""
        for field, value in (("display_name", display_name), ("passcode", passcode)):
            if value:
                await self.page.locator(f"#id_{field}").fill(value)
        await self.page.get_by_role("button", name="Join").click()

    async def inside(self):
        """In the room, connected, and told who is here: what comes later would move what is about to be pressed."""
        await self.page.wait_for_url(re.compile(r"/rooms/\w+-\w+-\w+/"))
        await expect(self.page.get_by_role("status").filter(has_text="Connected")).to_be_visible(timeout=PATIENCE)
        await expect(self.page.locator("room-company [data-part=who]")).not_to_be_empty(timeout=PATIENCE)

    @property
    def code(self):
        return re.search(r"/rooms/([\w-]+)/", self.page.url)[1]

    @property
    def box(self):
        return self.page.locator("#write")

    @property
    def messages(self):
        return self.page.locator("article.message")

    async def write(self, text):
        await self.box.fill(text)
        await self.box.press("Enter")

    async def say(self, text):
        """Written, sent and acknowledged."""
        await self.write(text)
        await self.sent(text)

    async def sent(self, text):
        message = self.message(text)
        await expect(message).to_have_count(1, timeout=PATIENCE)
        await expect(message.locator("[data-part=waiting]")).to_be_hidden(timeout=PATIENCE)

    def message(self, text):
        return self.messages.filter(has_text=text)

    async def sees(self, text):
        await expect(self.message(text)).to_have_count(1, timeout=PATIENCE)

    async def reads(self, *texts):
        """Exactly these messages, in this order."""
        await expect(self.messages.locator("[data-part=words]")).to_have_text(list(texts), timeout=PATIENCE)

    async def sees_people(self, *names):
        for name in names:
            await expect(self.page.locator("room-people, #people").first).to_contain_text(name, timeout=PATIENCE)


@asynccontextmanager
async def chromium(*more):
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find("chromium"), args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            await browser.close()
