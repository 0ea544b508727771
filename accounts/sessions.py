"""Sessions whose keys only browsers know: the database keeps a hash, so that whoever reads it there is not let in by it."""

from hashlib import blake2s

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from .signals import session_moved


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


class Middleware(SessionMiddleware):
    def process_response(self, request, response):
        """A cookie that opens nothing stays: what another tab asked just before the key changed is answered after it,
        and "forget your cookie" in there would make the browser forget the new one."""
        session = request.session
        if settings.SESSION_COOKIE_NAME in request.COOKIES and session.is_empty() and not session.modified:
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)


@transaction.atomic
def rotate(request):
    """Give this browser's session a new key; its open connections go on under it."""
    old = kept(request.session.session_key)
    request.session.cycle_key()
    session_moved.send(SessionStore, old=old, new=kept(request.session.session_key))
