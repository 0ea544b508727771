"""What rooms keep of people: what they may take with them, and how it is forgotten."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.erasing import GONE, at_once, named
from accounts.exporting import exported, kept_back

from .live.registry import chore
from .models import Ban, Membership, Report
from .permissions import Role

exported(
    "rooms",
    "rooms.Membership",
    "user",
    "room=room__code room_name=room__name my_name=name role joined=joined_at read_up_to=read_place silenced_until",
    "the rooms you belong to, or did; what another owner called theirs is not yours",
    prepare=lambda row: row if row["role"] == Role.OWNER else row | {"room_name": None},
)
exported(
    "invitations",
    "rooms.Invitation",
    "made_by",
    "room=room__code made=made_at expires=expires_at most_uses uses used_at role revoked_at",
    "the invitations you made",
)
exported(
    "knocks", "rooms.Knock", "user", "room=room__code reason state asked=asked_at answered=answered_at", "the doors you knocked at in the last day"
)
exported("acts", "rooms.RoomAct", "by", "room=room__code kind at reason=why", "what you did in rooms as the room's log has it")
exported("bans", "rooms.Ban", "user", "room=room__code at until lifted_at", "the bans that were laid on you")
exported("bans_by_me", "rooms.Ban", "by", "room=room__code at until reason=why lifted_at", "the bans you laid, without whom on")
exported("blocks", "rooms.Block", "user", "person=blocked_id on", "whom you do not want to read, as numbers")
exported("reports", "rooms.Report", "reporter", "room=room__code reason=why at state outcome", "what you reported, without whom")
exported("devices", "rooms.Trace", "user", "device address seen=seen_at", "the browsers and addresses you came from in the last 30 days")
kept_back("it is somebody else's choice, told to them alone", "rooms.Block.blocked")
kept_back("it is the report of somebody else", "rooms.Report.about")
kept_back("it is a moderator's decision on what somebody else reported", "rooms.Report.decided_by")
kept_back("it is the knock of somebody else", "rooms.Knock.answered_by")

named("rooms.RoomAct", "by", "by_name", told_apart=True)
named("rooms.RoomAct", "about", "about_name", told_apart=True)
named("rooms.Ban", "user", "name", told_apart=True)
named("rooms.Ban", "by", "by_name", told_apart=True)
named("rooms.Report", "reporter", "reporter_name", told_apart=True)
named("rooms.Report", "about", "about_name", told_apart=True)
named("rooms.Block", "blocked", "name")
named("rooms.Membership", "user", "name")


@at_once
def forget_in_bans(user):
    """A ban goes on, or whoever is banned would only have to delete their account; one that is over knows nobody any more."""
    now, rooms = timezone.now(), Membership.objects.filter(user=user.pk).values("room")
    Ban.objects.filter(user=user.pk).exclude(pk__in=Ban.objects.holding(now)).update(devices=[], address="")
    Ban.objects.filter(user=user.pk, address_until__lte=now).update(address="")
    Ban.objects.filter(room__in=rooms, lifted_by__in=user.names).update(lifted_by=GONE)


@at_once
def forget_in_reports(user):
    """What was copied for the site's moderators stays until they have decided, without the name."""
    for report in Report.objects.filter(room__in=Membership.objects.filter(user=user.pk).values("room")):
        lines = [line | {"author": GONE} if line["author"] in user.names else line for line in report.context]
        if lines != report.context:
            Report.objects.filter(pk=report.pk).update(context=lines)


chore(get_user_model().objects.next_erased, get_user_model().objects.erase_some)
