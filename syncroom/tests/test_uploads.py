"""Files that nothing refers to go after a day; whatever some table names stays."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import isolate_apps

from syncroom import uploads

DAY = 86_400


def expire(*options):
    call_command("expire_uploads", *options, stdout=(out := StringIO()))
    return out.getvalue().strip()


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def put(media):
    def put(name, age=2 * DAY):
        """A file, last written so many seconds ago, in a folder as old."""
        path = Path(media) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("sound")
        for one in (path, path.parent):
            os.utime(one, (time.time() - age, time.time() - age))
        return path

    return put


@pytest.fixture
def track(transactional_db, monkeypatch):
    """An installed model with a FileField, whatever it is called."""
    with isolate_apps("syncroom"):

        class Track(models.Model):
            file = models.FileField(upload_to="tracks")
            cover = models.ImageField(null=True)

            class Meta:
                app_label = "syncroom"

    with connection.schema_editor() as editor:
        editor.create_model(Track)
    installed = uploads.apps.get_models
    monkeypatch.setattr(uploads.apps, "get_models", lambda *args, **kwargs: [*installed(*args, **kwargs), Track])
    yield Track
    with connection.schema_editor() as editor:
        editor.delete_model(Track)


def test_a_file_that_nothing_refers_to_goes_after_a_day(db, put):
    old, new = put("a/old.ogg"), put("b/new.ogg", DAY - 60)
    assert expire("--dry-run").startswith("1 file would be deleted")
    assert old.exists()
    assert expire().startswith("1 file deleted")
    assert expire().startswith("0 files deleted")
    assert (old.exists(), new.exists()) == (False, True)


def test_what_a_row_refers_to_stays_in_whatever_field(track, put):
    track.objects.create(file="tracks/kept.ogg", cover="covers/kept.png")
    names = ["tracks/kept.ogg", "covers/kept.png", "tracks/lost.ogg", "kept.ogg"]
    paths = {name: put(name) for name in names}
    assert expire().startswith("2 files deleted")
    assert [name for name, path in paths.items() if path.exists()] == names[:2]


def test_what_a_row_refers_to_since_a_moment_ago_stays(track, put, monkeypatch):
    path, walked = put("tracks/late.ogg"), uploads.walked

    def referred_to_meanwhile(*args, **kwargs):
        yield from walked(*args, **kwargs)
        track.objects.get_or_create(file="tracks/late.ogg")

    monkeypatch.setattr(uploads, "walked", referred_to_meanwhile)
    assert expire().startswith("0 files deleted")
    assert path.exists()


def test_empty_folders_go_once_they_are_old_and_the_media_folder_stays(db, put, media):
    put("a/b/old.ogg").unlink()
    os.utime(media / "a/b", (1, 1))
    put("c/new.ogg", 0)
    assert expire("--dry-run").endswith("1 empty folder would be deleted")
    assert expire().endswith("1 empty folder deleted")
    assert not (media / "a/b").exists()
    assert (media / "c/new.ogg").exists()
    os.utime(media / "a", (1, 1))
    expire()
    assert [path.name for path in media.iterdir()] == ["c"]


def test_younger_files_are_spared_when_asked_and_nothing_goes_sooner(db, put):
    put("old.ogg", 3 * DAY)
    assert expire("--older-than", "1w").startswith("0 files")
    put("young.ogg", 3600)
    assert expire("--older-than", "10m").startswith("1 file deleted")


def test_links_are_neither_followed_nor_deleted(db, put, media, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("not ours")
    os.utime(outside, (1, 1))
    (media / "link").symlink_to(outside)
    (media / "folder").symlink_to(tmp_path)
    assert expire() == "0 files deleted, 0 empty folders deleted"
    assert outside.exists()


def test_without_a_media_folder_there_is_nothing_to_do(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "none"
    assert expire() == "0 files deleted, 0 empty folders deleted"


def test_a_crowd_of_files_is_looked_up_some_at_a_time(db, put, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(uploads, "AT_ONCE", 3)
    for n in range(7):
        put(f"{n}.ogg")
    fields = len(uploads.file_fields())
    with django_assert_max_num_queries(3 * fields):
        assert expire().startswith("7 files deleted")
