"""Whatever goes wrong at Spotify is one sentence, soon, and Spotify is not asked again at once; spotipy itself speaks with a stand-in."""

import logging
import threading
import time

import pytest

from studytools.models import SpotifyAccount
from studytools.spotify import asking, pool
from studytools.spotify.asking import ask
from studytools.spotify.troubles import Trouble
from syncroom import limits

from .test_connecting import keys_of

pytestmark = pytest.mark.django_db(transaction=True)
MOODS = {
    "premium": "premium",
    "restricted": "restricted",
    "not-listed": "not-listed",
    "no-device": "no-device",
    "not-found": "not-found",
    "500": "away",
    "502": "away",
    "503": "away",
    "malformed": "malformed",
    "list": "malformed",
    "page": "malformed",
    "drops": "unreachable",
}


def trouble(user, work=lambda spotify: spotify.current_playback()):
    with pytest.raises(Trouble) as found:
        ask(user.pk, work)
    return found.value


def test_each_trouble_has_its_words_and_is_asked_for_once(spotify, connected, ada):
    for mood, code in MOODS.items():
        spotify.mood, spotify.asked = mood, []
        assert trouble(ada).code == code, mood
        assert [asked[1] for asked in spotify.asked] == ["/v1/me/player"], mood
    spotify.mood = None
    assert ask(ada.pk, lambda spotify: spotify.current_playback())["is_playing"] is True


@pytest.mark.parametrize(
    ("mood", "code"), [("500", "away"), ("malformed", "malformed"), ("list", "malformed"), ("too-many", "too-many"), ("drops", "unreachable")]
)
def test_trouble_with_renewing_loses_no_key(spotify, connected, ada, mood, code):
    SpotifyAccount.objects.renew(ada.pk, SpotifyAccount.objects.get().sealed, keys_of(ada) | {"expires_at": 0})
    spotify.mood = mood
    assert trouble(ada).code == code
    spotify.mood, asking.rest.until = None, 0
    assert ask(ada.pk, lambda spotify: spotify.me())["id"] == "ada"


def test_who_is_asked_to_wait_is_told_how_long_and_nobody_asks_meanwhile(spotify, connected, ada):
    spotify.mood, began = "too-many", time.monotonic()
    found = trouble(ada)
    assert (found.code, found.retry_after) == ("too-many", 37) and found.words.endswith("Try again in 37 seconds.")
    assert time.monotonic() - began < 15  # it does not sleep for them
    spotify.mood, spotify.asked = None, []
    assert trouble(ada).retry_after in range(20, 38)
    assert spotify.asked == []
    spotify.mood, spotify.retry_after, asking.rest.until = "too-many", "soon", 0
    assert trouble(ada).retry_after == 30


def test_a_spotify_that_hangs_costs_seconds_and_nobody_elses(spotify, connected, ada, monkeypatch):
    monkeypatch.setattr(limits, "SPOTIFY_SECONDS", 0.3)
    spotify.mood = "hangs"
    assert trouble(ada).code == "slow"
    assert len([asked for asked in spotify.asked if asked[1] == "/v1/me/player"]) == 1


def test_an_answer_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(limits, "SPOTIFY_SECONDS", 0.1)
    ends = threading.Event()
    with pytest.raises(Trouble, match="slow"):
        pool.apart(lambda: ends.wait(30))
    ends.set()


def test_only_so_many_ask_at_once(monkeypatch):
    ends, full, answers = threading.Event(), threading.BoundedSemaphore(2), []
    monkeypatch.setattr(pool, "_places", full)
    waiting = [threading.Thread(target=lambda: answers.append(pool.apart(lambda: ends.wait(30)))) for _ in range(2)]
    for thread in waiting:
        thread.start()
    while full.acquire(blocking=False):  # until both are in
        full.release()
    with pytest.raises(Trouble, match="busy"):
        pool.apart(lambda: "in vain")
    ends.set()
    for thread in waiting:
        thread.join()
    assert answers == [True, True]


def test_it_is_done_on_threads_of_its_own(spotify, connected, ada):
    assert ask(ada.pk, lambda spotify: threading.current_thread().name).startswith("spotify")


def test_no_key_is_logged_at_any_level(spotify, connected, ada, settings):
    from logging.config import dictConfig

    from syncroom.logs import logging as configured

    heard = []
    ear = logging.Handler()
    ear.emit = lambda record: heard.append(record.getMessage())
    dictConfig(configured("DEBUG", "text"))
    logging.getLogger().addHandler(ear)
    try:
        ask(ada.pk, lambda spotify: spotify.search("what nobody else need know"))
        for mood in ("malformed", "500"):
            spotify.mood = mood
            trouble(ada)
        SpotifyAccount.objects.renew(ada.pk, SpotifyAccount.objects.get().sealed, keys_of(ada) | {"expires_at": 0})
        trouble(ada)
    finally:
        logging.getLogger().removeHandler(ear)
        dictConfig(settings.LOGGING)
    said = "\n".join(heard)
    assert "Spotify: away" in said
    assert "access-" not in said and "refresh-" not in said and "nobody else" not in said


def test_an_error_of_ours_is_not_blamed_on_spotify(spotify, connected, ada):
    with pytest.raises(ZeroDivisionError):
        ask(ada.pk, lambda spotify: 1 / 0)
