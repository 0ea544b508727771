"""The catalogue, and the pages made from it."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from rooms.live.protocol import Refused, actions, parse
from rooms.live.reference import events
from rooms.live.refusals import CLOSES, Close


def refusal(text):
    with pytest.raises(Refused) as refused:
        parse(text)
    return refused.value.code, refused.value.ref


def test_the_pages_are_made_from_the_catalogue(capsys):
    call_command("protocol", "--check")
    call_command("limits", "--check")
    assert capsys.readouterr().out.count("is current") == 3


def test_a_page_that_is_not_current_is_noticed(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"docs/protocol\.md is not current"):
        call_command("protocol", "--check")
    call_command("protocol", verbosity=0)
    call_command("protocol", "--check")


def test_every_action_and_event_and_code_stands_in_the_pages():
    page = Path("docs/protocol.md").read_text()
    document = json.loads(Path("docs/asyncapi.json").read_text())
    names = [*actions, *(kind.__struct_config__.tag for kind in events())]
    assert all(f"### `{name}`" in page for name in names)
    assert set(names) <= set(document["components"]["messages"])
    assert all(f"| {int(code)} |" in page for code in Close)
    assert set(CLOSES) == set(Close)


def test_every_action_says_what_it_is_for():
    assert all(action.about for action in actions.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("malformed", None)),
        ("[1]", ("malformed", None)),
        ('{"type":"nope","ref":3}', ("unknown-action", 3)),
        ('{"type":"chat.post","ref":3}', ("malformed", 3)),
        ('{"type":"chat.post","ref":3,"body":"a","client_id":"a","extra":1}', ("malformed", 3)),
        ('{"type":"chat.post","ref":true,"body":"a","client_id":"a"}', ("malformed", None)),
        ('{"type":"ping","ref":-1}', ("malformed", None)),
        ('{"type":"ping","ref":%s}' % ("9" * 4000), ("malformed", None)),
        ('{"type":"chat.read","ref":1,"place":1e999}', ("malformed", 1)),
        ('{"type":"chat.read","ref":1,"place":NaN}', ("malformed", None)),
        ('{"type":"chat.post","ref":1,"body":"\\ud800","client_id":"a"}', ("malformed", None)),
        ("[" * 100_000, ("malformed", None)),
    ],
)
def test_whatever_is_not_in_the_catalogue_is_refused_with_a_code(text, expected):
    assert refusal(text) == expected


@given(st.text() | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_at_all_raises_anything_else(text):
    with suppress(Refused):
        assert parse(text)


@pytest.mark.parametrize(("size", "fits"), [(3_999, True), (4_000, True), (4_001, False)])
def test_a_message_has_its_limit(size, fits):
    text = json.dumps({"type": "chat.post", "ref": 1, "client_id": "a", "body": "x" * size})
    if fits:
        assert len(parse(text).body) == size
    else:
        assert refusal(text) == ("malformed", 1)
