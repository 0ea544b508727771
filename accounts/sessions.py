"""Sessions whose keys only browsers know: the database keeps a hash, so that whoever reads it there is not let in by it."""

from datetime import timedelta
from hashlib import blake2s

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends import db
from django.db import transaction
from django.utils import timezone

from .signals import session_moved

HUSK = timedelta(seconds=10)


def kept(key):
    """What the database, and everybody but the browser, knows the session of this key by: 40 hexadecimal digits."""
    return blake2s(key.encode(), digest_size=20).hexdigest()


class SessionStore(db.SessionStore):
    """SESSION_ENGINE is this module."""

    def _get_session_from_db(self):
        found = self.model.objects.filter(pk=kept(self.session_key), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key):
        return super().exists(kept(session_key))

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.session_key = kept(row.session_key)
        return row

    def delete(self, session_key=None):
        if session_key := session_key or self.session_key:
            super().delete(kept(session_key))

    _aget_session_from_db = sync_to_async(_get_session_from_db)
    aexists = sync_to_async(exists)
    acreate_model_instance = sync_to_async(create_model_instance)
    adelete = sync_to_async(delete)


@transaction.atomic
def rotate(request):
    """Give this browser's session a new key; its open connections go on under it.

    For a moment an empty session stays under the old key: without one, what another tab asked just before would be answered
    with "forget your cookie", and the browser would forget the new one.
    """
    session = request.session
    old = kept(session.session_key)
    session.cycle_key()
    session.model.objects.create(session_key=old, session_data=session.encode({}), expire_date=timezone.now() + HUSK)
    session_moved.send(SessionStore, old=old, new=kept(session.session_key))
