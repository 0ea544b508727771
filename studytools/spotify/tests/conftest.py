"""A stand-in for Spotify, and ada connected to it."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from studytools.spotify import asking

from .standin import CLIENT_ID, standing_in

HOME = "https://study.example.org"


@pytest.fixture
def spotify(settings):
    with standing_in() as spotify:
        settings.SPOTIFY_CLIENT_ID, settings.SPOTIFY_STANDIN = CLIENT_ID, urlsplit(spotify.address)
        settings.URL, settings.ALLOWED_HOSTS = urlsplit(HOME), ["study.example.org", "testserver"]
        asking.rest.until = 0
        yield spotify
        asking.rest.until = 0


@pytest.fixture
def browse():
    """browse(user) is a browser of theirs at the site's own address."""

    def browse(user):
        browser = Client(headers={"Host": "study.example.org"})
        browser.force_login(user)
        return browser

    return browse


@pytest.fixture
def lead(spotify):
    """lead(browser) goes to Spotify and agrees there: the address that leads back."""

    def lead(browser, word="Agree"):
        there = browser.post("/spotify/connect/")
        assert there.status_code == 302, there.content
        page = requests.get(there.url, timeout=5).text
        back = urlsplit(page.split(f'">{word}</a>')[0].rsplit('href="', 1)[1].replace("&amp;", "&"))
        return SimpleNamespace(path=f"{back.path}?{back.query}", query={k: v[0] for k, v in parse_qs(back.query).items()}, there=there.url)

    return lead


@pytest.fixture
def connected(lead, browse, ada):
    """Ada's browser, with her account connected."""
    browser = browse(ada)
    assert browser.get(lead(browser).path).status_code == 302
    return browser
