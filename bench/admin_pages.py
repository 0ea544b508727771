"""Every list of the moderators' desk, asked for as a moderator, and how long the server took."""

import time
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from rooms.models import Process

PAGES = [
    ("Dashboard", ""),
    ("Rooms", "rooms/room/"),
    ("Rooms, far down", "rooms/room/?p={deep}"),
    ("Rooms with somebody in them", "rooms/room/?here=yes"),
    ("Rooms that are closed", "rooms/room/?state__exact=closed"),
    ("Rooms by name", "rooms/room/?q=study+group+77"),
    ("Room by code", "rooms/room/?q=amber-{usual}-7f3k"),
    ("A room's page (a large one)", "rooms/room/1/change/"),
    ("What goes with a large room", "rooms/room/1/act/dissolve/"),
    ("Messages, everywhere", "chat/message/"),
    ("Messages of a large room", "chat/message/?room__id__exact=1"),
    ("… its last page", "chat/message/?room__id__exact=1&p={last}"),
    ("… by words", "chat/message/?room__id__exact=1&q=problem+300"),
    ("Messages of a usual room", "chat/message/?room__id__exact={usual}"),
    ("Messages of who talks most", "chat/message/?author__id__exact=1"),
    ("Their words", "chat/message/?author__id__exact=1&q=problem+300"),
    ("Messages by author's name", "chat/message/?q=person+{usual}"),
    ("Messages by room's code", "chat/message/?q=amber-{usual}-7f3k"),
    ("Removed messages", "chat/message/?removed=yes"),
    ("Questions", "chat/question/"),
    ("People", "accounts/user/"),
    ("People by name", "accounts/user/?q=person+77"),
    ("Person by username", "accounts/user/?q=person{usual}"),
    ("Person by e-mail", "accounts/user/?q=nobody@example.org"),
    ("Suspended people", "accounts/user/?is_active__exact=0"),
    ("A person's page", "accounts/user/{usual}/change/"),
    ("Memberships", "rooms/membership/"),
    ("Memberships of a large room", "rooms/membership/?room__id__exact=1"),
    ("Memberships by name", "rooms/membership/?q=person+77"),
    ("Reports, open", "rooms/report/"),
    ("Reports, all", "rooms/report/?state=all"),
    ("Reports by name", "rooms/report/?state=all&q=person+77"),
    ("Bans", "rooms/ban/"),
    ("Bans that hold", "rooms/ban/?holds=yes"),
    ("Bans ending soon", "rooms/ban/?holds=soon"),
    ("Bans by name", "rooms/ban/?q=person+77"),
    ("Invitations", "rooms/invitation/"),
    ("Room log", "rooms/roomact/"),
    ("Room log, closings", "rooms/roomact/?kind=close"),
    ("Room log by name", "rooms/roomact/?q=person+77"),
    ("Audit", "accounts/deed/"),
    ("Audit, suspensions", "accounts/deed/?act=suspend"),
    ("Audit by name", "accounts/deed/?q=study+group+77"),
    ("Audit by room's code", "accounts/deed/?q=amber-{usual}-7f3k"),
    ("Edited rows", "admin/logentry/"),
]


def table(times, rooms, messages):
    """Markdown. What is asked for first pays for what is not in any cache yet: it counts as well."""
    settings.ALLOWED_HOSTS = ["*"]
    Process.objects.update(lease_until=timezone.now() + timedelta(hours=1))  # people stay in the rooms while we look
    browser, lines = Client(), ["| page | median ms | worst ms | processor ms | queries |", "|---|---|---|---|---|"]
    browser.force_login(moderator())
    browser.get("/accounts/password/change/")
    places = {"usual": rooms // 21, "deep": min(150, rooms // 60), "last": max(1, messages // 10_200)}
    for name, path in ((name, path.format(**places)) for name, path in PAGES):
        took, worked = zip(*(timed(browser, path) for _ in range(times)), strict=True)
        with CaptureQueriesContext(connection) as queries:
            timed(browser, path)
        lines.append(f"| {name} | {median(took):.0f} | {max(took):.0f} | {median(worked):.0f} | {len(queries)} |")
    return "\n".join(lines)


def timed(browser, path):
    """Milliseconds by the wall clock, and of this process' processor time, which a busy machine does not stretch; PostgreSQL's own is not in it."""
    began, worked = time.perf_counter(), time.process_time()
    answer = browser.get(f"/admin/{path}")
    took, worked = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
    assert answer.status_code == 200, (path, answer.status_code)
    return took, worked


def moderator():
    made = User.objects.create_user("warden", password=None, is_staff=True, display_name="Warden")
    made.groups.add(Group.objects.get(name="Moderators"))
    return made
