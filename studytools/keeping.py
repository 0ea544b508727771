"""What the tools keep of people: what they may take with them, and how it is forgotten."""

from accounts.erasing import at_once, named
from accounts.exporting import exported, kept_back
from chat.models import Message
from rooms.models import Membership

from .focus.words import without

exported(
    "tasks",
    "studytools.Task",
    "owner",
    "id title parent=parent_id due priority estimate seconds done_at at",
    "your own tasks",
    removed_at=None,
)
exported(
    "task_acts",
    "studytools.Act",
    "by",
    "room=task__room__code task=task_id verb at wrote=after",
    "what you did to tasks, and what you wrote; an undo brings back what was there, which others may have written",
    prepare=lambda row: row if row["verb"] in ("add", "edit") else row | {"wrote": None},
)
exported("focus", "studytools.Interval", "user", "room=room__code started=started_at ended=ended_at task=task_id", "your minutes of focus")
exported("intentions", "studytools.Desk", "user", "room=room__code doing outcome flow_since", "what you have before you")
exported("alarms", "studytools.Alarm", "owner", "id label time zone days on next_at", "your own alarms", removed=False)
exported(
    "alarms_of_rooms", "studytools.Alarm", "setter", "id room=room__code time zone days on", "the alarms you set for rooms", removed=False, owner=None
)
exported("pocket", "studytools.Pocket", "user", "kind label length_ms ms started_at ends_at", "your own timers", removed=False)
exported("polls", "studytools.Poll", "by", "room=room_id kind act arguments ends_at", "what you asked your rooms about their timer, just now")
exported("tracks", "studytools.Track", "by", "id room=room__code at kind ms bytes", "the music you uploaded, without the files", removed=False)
exported("queued", "studytools.Entry", "by", "id room=room__code track=track_id video", "the music you put into queues")
exported("played", "studytools.Played", "by", "room=room__code at", "the music of yours that was played")
exported("spotify", "studytools.SpotifyAccount", "user", "name at", "the Spotify account you connected: what it is called, and no key to it")
kept_back("the player is the room's; what you did to it is in acts", "studytools.Player.by", "studytools.Player.dj")
named("studytools.Track", "by", "by_name")
named("studytools.Entry", "by", "by_name")
named("studytools.Played", "by", "by_name")
named("studytools.Player", "by", "by_name")
named("studytools.Player", "dj", "dj_name")
exported("mixes", "studytools.Mix", "owner", "id name code", "the soundscapes you saved", removed=False)
kept_back("the sound is the room's; what you did to it is in acts", "studytools.Sound.by")
named("studytools.Sound", "by", "by_name")
kept_back("the task is the room's; what you wrote of it is in task_acts", "studytools.Task.creator")
kept_back("the timer is the room's; what you did to it is in acts", "studytools.Timer.by")
named("studytools.Timer", "by", "by_name")
named("studytools.Act", "by", "by_name")


@at_once
def forget_in_recaps(user):
    """What the room said of everybody names them no more, nor what they had set out to do."""
    rooms = Membership.objects.filter(user=user.pk).values("room")
    for name in user.names:
        for message in Message.objects.announced(rooms).filter(body__contains=name).select_related("room"):
            message.reword(without(message.body, name))
