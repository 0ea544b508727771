"""What somebody likes is told to their own pages, by number."""

from accounts.models import User
from rooms.live import personal


def events(since):
    import json

    return {user: [json.loads(text) for _, text in texts] for user, (_, texts) in personal.told(since).items()}


def test_a_newcomer_and_who_was_away_are_told_once(ada, grace):
    ada.prefer({"theme": "lamp"})
    told = {"type": "me.preferences", "mine": 1, "choices": {"theme": "lamp"}}
    assert events({ada.pk: 0, grace.pk: 0}) == {ada.pk: [told], grace.pk: []}
    assert events({ada.pk: 1}) == {ada.pk: []}


def test_a_value_that_the_catalogue_lost_is_not_told(ada):
    ada.prefer({"theme": "lamp"})
    User.objects.update(preferences={"theme": "mauve", "sounds": "off"})
    assert events({ada.pk: 0})[ada.pk][0]["choices"] == {"sounds": "off"}
