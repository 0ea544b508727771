"""Mixes that I save under names: mine alone, in every room, as a guest too."""

import pytest

from accounts.models import User
from studytools.sound.models import Mix
from syncroom import limits

from .conftest import RAIN, SEA

pytestmark = pytest.mark.django_db(transaction=True)


def names(events):
    kept = {}
    for event in events:
        if event["type"] == "sound.saved":
            kept[event["mix"]["id"]] = event["mix"]["name"], event["mix"]["code"]
        elif event["type"] == "sound.removed":
            kept.pop(event["id"], None)
    return sorted(kept.values())


def test_a_saved_mix_is_told_to_me_and_nobody_else(ask, mine, ada, grace):
    answer = ask(ada, "sound.save", client_id="one", name="  Sunday\n rain ", code=RAIN)
    assert ask.told == []
    assert mine(ada)[-1] == {"type": "sound.saved", "mine": answer["mine"], "mix": {"id": answer["id"], "name": "Sunday rain", "code": RAIN}}
    assert mine(grace) == []
    assert ask(grace, "sound.remove", id=answer["id"]) == ask(grace, "sound.change", id=answer["id"], name="Mine", code=SEA) == "not-found"


def test_sent_again_it_is_answered_again(ask, ada):
    once = ask(ada, "sound.save", client_id="one", name="Rain", code=RAIN)
    assert ask(ada, "sound.save", client_id="one", name="Rain", code=RAIN) == once
    assert Mix.objects.count() == 1


def test_a_guest_saves_mixes_too(ask, mine, room):
    guest = User.objects.create_guest("Guest")
    room.admit(guest)
    ask(guest, "sound.save", client_id="one", name="Rain", code=RAIN)
    assert names(mine(guest)) == [("Rain", RAIN)]


def test_my_new_page_knows_what_my_others_know(ask, mine, ada):
    page, heard = [], 0
    made = [ask(ada, "sound.save", client_id=f"n{n}", name=f"Mix {n}", code=RAIN)["id"] for n in range(3)]
    for type, fields in (("change", {"id": made[0], "name": "Sea", "code": SEA}), ("remove", {"id": made[1]}), ("remove", {"id": made[2]})):
        heard_now = ask(ada, f"sound.{type}", **fields)["mine"]
        page += mine(ada, heard)
        heard = heard_now
        assert names(mine(ada)) == names(page)
    assert names(page) == [("Sea", SEA)]
    assert ask(ada, "sound.remove", id=made[1]) == "not-found"


def test_what_was_removed_leaves_neither_its_name_nor_its_sounds(ask, ada):
    ask(ada, "sound.remove", id=ask(ada, "sound.save", client_id="one", name="Secret", code=RAIN)["id"])
    assert [(mix.name, mix.code, mix.removed) for mix in Mix.objects.all()] == [("", "", True)]


WRONG = [("Rain", RAIN + "A", "no-mix"), ("Rain", "", "no-mix"), (" \n", RAIN, "empty"), ("\x00", RAIN, "empty")]


@pytest.mark.parametrize(("name", "code", "refusal"), WRONG)
def test_what_is_no_mix_or_has_no_name_is_refused_and_changes_nothing(ask, ada, name, code, refusal):
    kept = ask(ada, "sound.save", client_id="one", name="Sea", code=SEA)["id"]
    seq = User.objects.get(pk=ada.pk).seq
    assert ask(ada, "sound.save", client_id="two", name=name, code=code) == refusal
    assert ask(ada, "sound.change", id=kept, name=name, code=code) == refusal
    assert [(mix.name, mix.code) for mix in Mix.objects.all()] == [("Sea", SEA)]
    assert User.objects.get(pk=ada.pk).seq == seq


def test_so_many_mixes_and_no_more(ask, ada, monkeypatch):
    monkeypatch.setattr(limits, "MIXES", 2)
    saved = [ask(ada, "sound.save", client_id=f"n{n}", name="Rain", code=RAIN) for n in range(3)]
    assert saved[2] == "too-many-mixes"
    ask(ada, "sound.remove", id=saved[0]["id"])
    assert ask(ada, "sound.save", client_id="n3", name="Rain", code=RAIN)["id"]
