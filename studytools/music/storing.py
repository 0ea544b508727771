"""Names of files: as people had them, and as they are kept."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction


def unlink(names):
    """These files go once what refers to them has gone for certain."""
    for name in filter(None, names):
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def stem(name):
    """What somebody called their file, as a title."""
    return name.rsplit("/")[-1].rsplit(".", 1)[0].replace("_", " ")
