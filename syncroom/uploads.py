"""Files in the media folder that no row of any table refers to: left by an upload that failed, or by what was deleted."""

import os
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

from . import limits
from .cleanup import AT_ONCE, Step, cleanup
from .spans import before, spell


def root():
    return Path(settings.MEDIA_ROOT).resolve()


def file_fields():
    """Every FileField of every installed model, images too."""
    models = apps.get_models(include_auto_created=True)
    return [field for model in models for field in model._meta.local_fields if isinstance(field, FileField)]


def referred(names):
    """Those of these names, relative to the media folder, that some row refers to."""
    found, home = set(), root()
    for field in file_fields():
        base = Path(getattr(field.storage, "location", home)).resolve()
        own = {Path(os.path.relpath(home / name, base)).as_posix(): name for name in names}
        rows = field.model._base_manager.filter(**{f"{field.name}__in": list(own)})
        found |= {own[name] for name in rows.values_list(field.name, flat=True)}
    return found


def walked(then, folders=False):
    """Names of files, or of folders from the innermost on, last written before `then`; links are neither followed nor named."""
    home = root()
    for folder, inner, files in os.walk(home, topdown=False):
        for path in (Path(folder) / name for name in (inner if folders else files)):
            try:
                if not path.is_symlink() and path.lstat().st_mtime < then.timestamp():
                    yield path.relative_to(home).as_posix()
            except FileNotFoundError:
                continue  # somebody was faster


def unreferred(now, age):
    """Some at a time: lists of names, empty ones too."""
    names = walked(before(now, limits.UPLOAD_SECONDS, age))
    while some := list(islice(names, AT_ONCE)):
        known = referred(some)
        yield [name for name in some if name not in known]


def expire(now, age):
    for names in unreferred(now, age):
        yield sum(drop(root() / name, Path.unlink) for name in names)


def empty_folders(now, age):
    home = root()
    return [name for name in walked(before(now, limits.UPLOAD_SECONDS, age), folders=True) if not any((home / name).iterdir())]


def expire_folders(now, age):
    """What is emptied here was written just now, and waits for the next time."""
    yield sum(drop(root() / name, Path.rmdir) for name in empty_folders(now, age))


def drop(path, how):
    try:
        how(path)
    except OSError:  # it is gone already, or a folder that somebody has put something into
        return 0
    return 1


cleanup(
    "expire_uploads",
    f"Delete files in the media folder that no row of any table refers to and that were last written more than {spell(limits.UPLOAD_SECONDS)} ago "
    "(SYNCROOM_UPLOAD_SECONDS), such as those of an upload that failed or of what was deleted; and folders that are as long empty.",
    (
        Step("file", "deleted", lambda now, age: sum(map(len, unreferred(now, age))), expire),
        Step("empty folder", "deleted", lambda now, age: len(empty_folders(now, age)), expire_folders),
    ),
    last=True,
)
