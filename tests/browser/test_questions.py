"""The parking lot: asked while people focus, heard at the break, voted for, answered."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .people import PATIENCE
from .test_accessible import problems
from .test_quiet import hold, is_quiet, release


async def turn(visitor):
    await visitor.page.get_by_role("tab", name="Questions").click()


async def put(visitor, text, anonymously=False):
    box = visitor.page.get_by_label("Question", exact=True)
    await visitor.page.get_by_label("Anonymously").set_checked(anonymously)
    await box.fill(text)
    await box.press("Enter")
    await expect(box).to_have_value("", timeout=PATIENCE)


def question(visitor, text):
    return visitor.page.locator(".question").filter(has_text=text)


async def reads(visitor, *texts):
    await expect(visitor.page.locator(".question [data-part=words]")).to_have_text(list(texts), timeout=PATIENCE)


async def test_what_is_asked_while_people_focus_is_heard_at_the_break(pair):
    ada, grace = pair
    for one in (ada, grace):
        await turn(one)
    await expect(ada.page.get_by_text("No questions yet.")).to_be_visible()
    await hold(ada)
    await is_quiet(grace)
    await put(grace, "Why is it <b>blue</b>?")
    await put(grace, "Who am I?", anonymously=True)
    await expect(question(grace, "blue")).to_contain_text("you · asked at the break")
    await grace.page.reload()
    await grace.inside()
    await turn(grace)
    await reads(grace, "Why is it <b>blue</b>?", "Who am I?")
    await reads(ada)
    assert problems(await Axe().run(grace.page)) == []
    await release(ada)
    await reads(ada, "Why is it <b>blue</b>?", "Who am I?")
    await expect(question(ada, "blue")).to_contain_text("Grace")
    await expect(question(ada, "Who am I?")).to_contain_text("anonymous")
    await expect(question(grace, "Who am I?")).to_contain_text("you, anonymously")
    assert "Grace" not in await question(ada, "Who am I?").inner_text()


async def test_the_most_wanted_come_first_and_the_answered_last(pair):
    ada, grace = pair
    for one in (ada, grace):
        await turn(one)
    for text in ("One?", "Two?", "Three?"):
        await put(ada, text)
    await reads(grace, "One?", "Two?", "Three?")
    vote = question(grace, "Three?").get_by_role("button", name="I want to know this too")
    await vote.focus()
    await grace.page.keyboard.press("Enter")
    await reads(ada, "Three?", "One?", "Two?")
    await expect(vote).to_be_focused()
    await expect(vote).to_have_attribute("aria-pressed", "true")
    await question(grace, "One?").get_by_role("button", name="Mark answered").click()
    await reads(ada, "Three?", "Two?", "One?")
    await expect(question(ada, "One?")).to_contain_text("marked answered by Grace")
    await expect(ada.page.get_by_role("tab", name="Questions")).to_contain_text("2")
    await question(ada, "Two?").get_by_role("button", name="Remove").click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await reads(grace, "Three?", "One?")
    await expect(question(grace, "Three?").get_by_role("button", name="Remove")).to_be_hidden()


async def test_a_refused_question_stays_where_it_was_typed_and_says_why(pair):
    _, grace = pair
    await turn(grace)
    for n in range(20):
        await put(grace, f"Question {n}?")
    box = grace.page.get_by_label("Question", exact=True)
    await box.fill("One more?")
    await box.press("Enter")
    await expect(grace.page.locator("ask-question [role=alert]")).to_contain_text(
        "Not asked. Many questions of yours are open here.", timeout=PATIENCE
    )
    await expect(box).to_have_value("One more?")
    await grace.page.keyboard.press("Escape")
    await grace.page.get_by_role("tab", name="Questions").focus()
    await grace.page.keyboard.press("ArrowLeft")
    await expect(grace.box).to_be_visible()
