"""Connecting an account of Spotify: with PKCE, once, by whoever asked for it; and what is kept of it."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.archive import archive
from studytools.models import SpotifyAccount
from studytools.spotify.asking import ask
from studytools.spotify.checks import led_back
from studytools.spotify.troubles import WORDS, Trouble, duration
from syncroom.sealed import seal, unseal

pytestmark = pytest.mark.django_db(transaction=True)


def dump():
    """All there is in the database, as text."""
    with connection.cursor() as cursor:
        return "\n".join(str(cursor.execute(f'SELECT * FROM "{table}"').fetchall()) for table in connection.introspection.table_names())


def keys_of(user):
    return json.loads(unseal(SpotifyAccount.objects.get(user=user).sealed))


def test_who_agrees_at_spotify_is_connected_and_no_key_can_be_read(spotify, lead, browse, ada):
    browser = browse(ada)
    back = lead(browser)
    asked = parse_qs(urlsplit(back.there).query)
    assert asked["redirect_uri"] == ["https://study.example.org/spotify/callback/"] and asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) == 32 and "code_verifier" not in asked
    answer = browser.get(back.path)
    assert (answer.status_code, answer.url) == (302, "/spotify/")
    page = browser.get("/spotify/").content.decode()
    assert "Ada at Spotify" in page and "Disconnect" in page
    assert keys_of(ada)["refresh_token"] in spotify.refresh
    assert "access-" not in dump() and "refresh-" not in dump() and "secret@example.org" not in dump()
    assert [asked[3] for asked in spotify.asked if asked[1] == "/v1/me"] == [""]


def test_disconnecting_leaves_nothing(spotify, connected, ada):
    sealed = SpotifyAccount.objects.get().sealed
    connected.post("/spotify/disconnect/")
    assert not SpotifyAccount.objects.exists() and sealed not in dump()
    with pytest.raises(Trouble, match="not-connected"):
        ask(ada.pk, lambda spotify: spotify.me())


def test_a_code_is_taken_once(spotify, lead, browse, ada):
    browser = browse(ada)
    back = lead(browser)
    browser.get(back.path)
    browser.post("/spotify/disconnect/")
    again = browser.get(back.path)
    assert again.status_code == 400 and WORDS["state"] in again.content.decode()
    spent = lead(browser).query | {"code": back.query["code"]}  # a fresh way back, with a code that was used
    answer = browser.get("/spotify/callback/", spent)
    assert answer.status_code == 400 and WORDS["code"] in answer.content.decode()
    assert not SpotifyAccount.objects.exists()


def test_a_way_back_of_somebody_elses_is_refused_before_spotify_is_asked(spotify, lead, browse, ada, grace):
    hers = lead(browse(ada))
    graces = browse(grace)
    lead(graces)
    told = len(spotify.asked)
    for query in (hers.query, {"code": "x"}, {"code": "x", "state": ""}, {"code": "x", "state": "é" * 32}, {"state": "x" * 32}):
        answer = graces.get("/spotify/callback/", query)
        assert answer.status_code == 400 and WORDS["state"] in answer.content.decode(), query
    assert len(spotify.asked) == told and not SpotifyAccount.objects.exists()


def test_a_way_back_holds_for_ten_minutes(spotify, lead, browse, ada, monkeypatch):
    browser = browse(ada)
    back, now = lead(browser), time.time()
    monkeypatch.setattr("studytools.spotify.views.account.time.time", lambda: now + 601)
    assert browser.get(back.path).status_code == 400


def test_who_says_no_is_not_connected(spotify, lead, browse, ada):
    browser = browse(ada)
    answer = browser.get(lead(browser, "Cancel").path)
    assert answer.status_code == 409 and WORDS["denied"] in answer.content.decode()
    assert not SpotifyAccount.objects.exists()


def test_whom_the_owner_did_not_list_is_told_so_and_keeps_nothing(spotify, lead, browse, ada):
    browser = browse(ada)
    back = lead(browser)
    spotify.mood = "not-listed"
    answer = browser.get(back.path)
    assert answer.status_code == 409 and WORDS["not-listed"] in answer.content.decode()
    assert not SpotifyAccount.objects.exists()


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("http://localhost:8000", "localhost"),
        ("http://study.localhost", "localhost"),
        ("http://192.0.2.7", "plain"),
        ("http://study.example.org", "plain"),
    ],
)
def test_addresses_that_spotify_does_not_lead_back_to_are_refused_with_the_reason(spotify, browse, ada, settings, url, trouble):
    settings.URL = urlsplit(url)
    browser = browse(ada)
    assert WORDS[trouble] in browser.get("/spotify/").content.decode()
    answer = browser.post("/spotify/connect/")
    assert answer.status_code == 409 and WORDS[trouble] in answer.content.decode()


def test_this_machine_is_known_to_spotify_by_its_number(spotify, browse, ada, settings):
    settings.URL, settings.ALLOWED_HOSTS = None, ["*"]
    browser = browse(ada)
    answer = browser.post("/spotify/connect/", headers={"Host": "127.0.0.1:8123"})
    assert parse_qs(urlsplit(answer.url).query)["redirect_uri"] == ["http://127.0.0.1:8123/spotify/callback/"]
    answer = browser.post("/spotify/connect/", headers={"Host": "localhost:8123"})
    assert answer.status_code == 409 and WORDS["localhost"] in answer.content.decode()
    settings.URL = urlsplit("https://study.example.org")
    answer = browser.post("/spotify/connect/", headers={"Host": "127.0.0.1:8123"})
    assert answer.status_code == 409 and WORDS["elsewhere"] in answer.content.decode()


def test_without_a_client_id_there_is_no_such_page(browse, ada, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for address in ("", "callback/"):
        assert browse(ada).get(f"/spotify/{address}").status_code == 404
    for address in ("connect/", "disconnect/"):
        assert browse(ada).post(f"/spotify/{address}").status_code == 404


def test_only_the_button_leads_to_spotify(spotify, browse, ada):
    page = browse(ada).get("/spotify/")
    policy = page.headers["Content-Security-Policy"]
    assert f"form-action 'self' {spotify.address}" in policy and policy.count("http") == 1
    assert "five people" in page.content.decode() and "Premium" in page.content.decode()


def test_keys_are_renewed_and_kept_though_spotify_takes_each_once(spotify, connected, ada):
    old = keys_of(ada)
    SpotifyAccount.objects.renew(ada.pk, SpotifyAccount.objects.get().sealed, old | {"expires_at": int(time.time()) + 30})
    assert ask(ada.pk, lambda spotify: spotify.me())["id"] == "ada"
    new = keys_of(ada)
    assert new["refresh_token"] in spotify.refresh and old["refresh_token"] not in spotify.refresh
    spotify.access.clear()  # lost at Spotify, though they should hold
    assert ask(ada.pk, lambda spotify: spotify.me())["id"] == "ada"


def test_who_took_the_permission_away_at_spotify_is_asked_to_connect_again(spotify, connected, ada):
    spotify.forget()
    with pytest.raises(Trouble, match="expired"):
        ask(ada.pk, lambda spotify: spotify.me())
    assert SpotifyAccount.objects.get().sealed == ""
    assert "Connect again" in connected.get("/spotify/").content.decode()
    with pytest.raises(Trouble, match="expired"):
        ask(ada.pk, lambda spotify: spotify.me())


def test_what_another_process_renewed_meanwhile_is_used(spotify, connected, ada, monkeypatch):
    """Ours finds its key spent, and the newer one in its place."""
    from studytools.spotify.keys import Kept

    row = SpotifyAccount.objects.get()
    stale = keys_of(ada) | {"expires_at": 0}
    spotify.refresh.discard(stale["refresh_token"])
    newer = {**stale, **spotify.keys(), "expires_at": int(time.time()) + 3600}
    read, answers = Kept.get_cached_token, []

    def first_the_old(self):
        answers.append(1)
        if len(answers) > 1:
            return read(self)
        self.sealed = row.sealed
        SpotifyAccount.objects.renew(ada.pk, row.sealed, newer)
        return stale

    monkeypatch.setattr(Kept, "get_cached_token", first_the_old)
    assert ask(ada.pk, lambda spotify: spotify.me())["id"] == "ada"
    assert keys_of(ada)["refresh_token"] == newer["refresh_token"]


def test_an_answer_that_comes_after_disconnecting_brings_nothing_back(connected, ada):
    sealed = SpotifyAccount.objects.get().sealed
    SpotifyAccount.objects.disconnect(ada.pk)
    SpotifyAccount.objects.renew(ada.pk, sealed, {"access_token": "late"})
    assert not SpotifyAccount.objects.exists()


def test_keys_that_cannot_be_read_any_more_are_no_keys(connected, ada, settings):
    settings.SECRET_KEY = "another-secret-key-of-forty-characters!!"
    with pytest.raises(Trouble, match="expired"):
        ask(ada.pk, lambda spotify: spotify.me())


def test_keys_are_sealed_anew_under_another_secret_key(connected, ada, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret-key-of-forty-characters!!"
    call_command("reseal")
    settings.SECRET_KEY_FALLBACKS = []
    assert keys_of(ada)["access_token"].startswith("access-")


def test_the_export_names_the_account_and_holds_no_key(connected, ada):
    data = b"".join(archive(ada))
    assert data and b"access-" not in data and SpotifyAccount.objects.get().sealed.encode() not in data
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as found:
        (row,) = json.loads(found.read("json/spotify.json"))
    assert set(row) == {"name", "at"} and row["name"] == "Ada at Spotify"


def test_with_an_account_its_keys_go(connected, ada):
    sealed = SpotifyAccount.objects.get().sealed
    ada.depart("keep")
    assert not SpotifyAccount.objects.exists() and sealed not in dump()


def test_sealed_keys_of_one_are_of_no_use_to_another(connected, ada, grace):
    assert seal("x") != seal("x")
    with pytest.raises(Trouble, match="not-connected"):
        ask(grace.pk, lambda spotify: spotify.me())


@pytest.mark.parametrize(("seconds", "words"), [(1, "1 second"), (37, "37 seconds"), (119, "119 seconds"), (150, "3 minutes"), (36_000, "10 hours")])
def test_how_long_is_said_in_words(seconds, words):
    assert duration(seconds) == words


def test_a_site_that_nobody_can_connect_at_is_told_so_when_it_starts(spotify, settings):
    assert list(led_back(None)) == []
    settings.URL = urlsplit("http://localhost:8000")
    assert "127.0.0.1" in str(next(led_back(None)))
    settings.SPOTIFY_CLIENT_ID = ""
    assert list(led_back(None)) == []
