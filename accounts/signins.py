"""Where an account is signed in: one row beside each session, gone with it."""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from syncroom import throttle

from .sessions import kept
from .signals import access_ended
from .useragents import device

GRAIN = timedelta(minutes=10)  # how exactly we care to know when a browser was last seen
AT_ONCE = 5_000  # a database takes only so many parameters
_MARK = "signed_in"  # in the session: [when it began, when it was last noted, under which key]


class SignInQuerySet(models.QuerySet):
    def current(self):
        return self.filter(session__expire_date__gt=timezone.now()).select_related("user").order_by("-seen_at")

    def seen(self, sessions, now):
        """These sessions, as the database knows them, have an open connection."""
        late, sessions = self.filter(seen_at__lt=now - GRAIN), sorted(sessions)
        for start in range(0, len(sessions), AT_ONCE):
            late.filter(pk__in=sessions[start : start + AT_ONCE]).update(seen_at=now)

    @transaction.atomic
    def end(self):
        """Sign out there: the sessions go, and what they opened closes. How many."""
        ended = list(self.select_related("user"))
        self.drop()
        for sign_in in ended:
            access_ended.send(type(sign_in.user), user=sign_in.user, session=sign_in.pk)
        return len(ended)

    def drop(self):
        """The sessions go; whoever calls says so to their connections."""
        Session.objects.filter(pk__in=list(self.values_list("pk", flat=True))).delete()


class SignInManager(models.Manager.from_queryset(SignInQuerySet)):
    def note(self, request, now):
        """This browser is here; written once in a while, and whenever its session has a new key."""
        session = request.session
        began, noted, under = session.get(_MARK) or (now.timestamp(), 0, "")
        if session.session_key and under == kept(session.session_key) and now.timestamp() - noted < GRAIN.total_seconds():
            return
        if not session.session_key:
            session.create()
        session[_MARK] = [began, now.timestamp(), kept(session.session_key)]
        agent, address = request.META.get("HTTP_USER_AGENT", ""), throttle.address(request)
        here = self.model(session_id=session[_MARK][2], user_id=request.user.pk, device=device(agent), place=coarse(address), seen_at=now)
        here.began_at = datetime.fromtimestamp(began, now.tzinfo)
        self.bulk_create([here], update_conflicts=True, unique_fields=["session"], update_fields=["device", "place", "seen_at"])


class SignIn(models.Model):
    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=60)
    place = models.CharField(max_length=50)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = SignInManager()

    def __str__(self):
        return self.device


def coarse(address):
    """An address without the part that tells neighbours apart: “203.0.113.…”."""
    try:
        network = ipaddress.ip_network(address, strict=False)
    except ValueError:
        return ""
    if network.version == 4:
        return f"{str(network.network_address).rsplit('.', 1)[0]}.…"
    return f"{ipaddress.ip_network((network.network_address, 48), strict=False).network_address}…"
