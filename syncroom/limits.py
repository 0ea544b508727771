"""Every limit of the building: its default, its unit in its name, and the environment variable that changes it."""

import math
from dataclasses import dataclass

from .environment import env

PREFIX = "SYNCROOM_"


@dataclass(frozen=True)
class Limit:
    """`name` without the prefix, `default`, and what it bounds, for the configuration page."""

    name: str
    default: float
    about: str


catalogue: dict[str, Limit] = {}
problems: list[str] = []  # sentences, for syncroom.problems


def limit(name, default, about, most=math.inf):
    """The value of `SYNCROOM_<name>`, of the default's type; what is not a positive number up to `most` is a problem."""
    catalogue[name] = Limit(name, default, about)
    try:
        text = env.ENVIRON.get(PREFIX + name, "").strip() or str(default)
    except (OSError, UnicodeDecodeError):
        return default  # syncroom.problems says which file
    try:
        value = type(default)(text)
    except ValueError:
        value = -1
    if 0 < value <= most and math.isfinite(value):
        return value
    bound = f" up to {most}" if most < math.inf else ""
    problems.append(f"{PREFIX}{name} must be a positive {'whole ' * isinstance(default, int)}number{bound}, not {text!r}.")
    return default


# What people write
MESSAGE_CHARS = limit("MESSAGE_CHARS", 4_000, "characters in a message")
BIO_CHARS = limit("BIO_CHARS", 500, "characters somebody may write about themselves")
STUDIES_CHARS = limit("STUDIES_CHARS", 100, "characters of what somebody studies", most=300)
AVATAR_BYTES = limit("AVATAR_BYTES", 5 * 1024 * 1024, "bytes of a picture that somebody uploads of themselves")
AVATAR_PIXELS = limit("AVATAR_PIXELS", 25_000_000, "pixels of such a picture")
NAME_CHARS = limit("NAME_CHARS", 40, "characters in a display name", most=150)
ROOM_NAME_CHARS = limit("ROOM_NAME_CHARS", 80, "characters in a room's name", most=200)
TOPIC_CHARS = limit("TOPIC_CHARS", 200, "characters in a room's topic", most=500)
DESCRIPTION_CHARS = limit("DESCRIPTION_CHARS", 2_000, "characters in a room's description")
HELD_MESSAGES = limit("HELD_MESSAGES", 30, "messages of one person that may wait for the break in one room")
QUESTION_CHARS = limit("QUESTION_CHARS", 500, "characters in a question for the parking lot")
QUESTIONS_OPEN = limit("QUESTIONS_OPEN", 20, "questions of one person in a room that are not answered yet")
EDIT_SECONDS = limit("EDIT_SECONDS", 600, "seconds during which an author may edit or remove a message")
REASON_CHARS = limit("REASON_CHARS", 200, "characters in the reason of a knock", most=500)
PASSCODE_CHARS = limit("PASSCODE_CHARS", 8, "characters a passcode has at least")
LABEL_CHARS = limit("LABEL_CHARS", 80, "characters in the label of an alarm or a timer", most=200)

# What people keep
ALARMS = limit("ALARMS", 25, "alarms of one person, and of one room")
SOUND_LAYERS = limit("SOUND_LAYERS", 6, "sounds in one mix", most=14)
MIXES = limit("MIXES", 50, "mixes one person may save")
ALARM_MISSED_SECONDS = limit("ALARM_MISSED_SECONDS", 600, "seconds after which an alarm is shown as missed and does not ring")
PASSKEYS = limit("PASSKEYS", 20, "passkeys of one account")
POCKET_TIMERS = limit("POCKET_TIMERS", 10, "timers and stopwatches of one person")
POCKET_SECONDS = limit("POCKET_SECONDS", 86_400, "seconds a person's own timer lasts at most")

# Tasks
TASK_CHARS = limit("TASK_CHARS", 500, "characters in a task", most=500)
TASKS_OPEN = limit("TASKS_OPEN", 500, "open tasks in a list")
TASKS = limit("TASKS", 1_000, "tasks in a list with those that are done, the oldest of which make room")
UNDO_SECONDS = limit("UNDO_SECONDS", 600, "seconds during which what was done may be undone")

# Rooms
CAPACITY = limit("CAPACITY", 25, "people a new room holds at once")
CAPACITY_MOST = limit("CAPACITY_MOST", 1_000, "people any room may hold at once")
INVITATIONS = limit("INVITATIONS", 100, "invitations of one room that hold at the same time")
INVITATION_USES = limit("INVITATION_USES", 10_000, "uses an invitation may be limited to", most=2**31 - 1)
KNOCK_SECONDS = limit("KNOCK_SECONDS", 1_800, "seconds a knock waits for an answer")
KNOCK_SILENCE_SECONDS = limit("KNOCK_SILENCE_SECONDS", 30, "seconds without a sign of the waiting page after which nobody waits any more")
KNOCK_AGAIN_SECONDS = limit("KNOCK_AGAIN_SECONDS", 300, "seconds after which somebody who was not let in may knock again")
KNOCK_DENIALS = limit("KNOCK_DENIALS", 3, "times a day one account or device may be turned away at a room")
KNOCK_DENIALS_ADDRESS = limit("KNOCK_DENIALS_ADDRESS", 12, "times a day people of one address may be turned away at a room")
KNOCKS_WAITING = limit("KNOCKS_WAITING", 50, "people who may wait at a room's door")
VANISH_SECONDS = limit("VANISH_SECONDS", 300, "seconds a vanish room outlives the last person in it")
TEMPORARY_SECONDS = limit("TEMPORARY_SECONDS", 86_400, "seconds a temporary room outlives the last person in it")
ARCHIVE_SECONDS = limit("ARCHIVE_SECONDS", 30 * 86_400, "idle seconds after which a kept room is archived")
ARCHIVED_SECONDS = limit("ARCHIVED_SECONDS", 30 * 86_400, "seconds after which an archived room is deleted")
CLOSED_SECONDS = limit("CLOSED_SECONDS", 7 * 86_400, "seconds after which a closed room is deleted")
HOST_SECONDS = limit("HOST_SECONDS", 120, "seconds an owner is away before somebody acts for them, in temporary and vanish rooms")
HOST_KEPT_SECONDS = limit("HOST_KEPT_SECONDS", 7 * 86_400, "seconds an owner is away before somebody acts for them, in other rooms")
BAN_ADDRESS_SECONDS = limit("BAN_ADDRESS_SECONDS", 86_400, "seconds a ban keeps newcomers from the same address out, at most as long as the ban")
WARNING_SECONDS = limit("WARNING_SECONDS", 3 * 86_400, "seconds before a kept room is deleted from which on its people are told")
EMPTY_SECONDS = limit("EMPTY_SECONDS", 300, "seconds after the last person left that messages go which are kept until the room is empty")
OVER_SECONDS = limit("OVER_SECONDS", 30 * 86_400, "seconds an invitation or a ban that no longer holds stays on record")
UPLOAD_SECONDS = limit("UPLOAD_SECONDS", 86_400, "seconds a file is kept that nothing refers to")
FIRST_LINK_SECONDS = limit("FIRST_LINK_SECONDS", 86_400, "seconds the printed link for the first administrator holds")
GUEST_SECONDS = limit("GUEST_SECONDS", 30 * 86_400, "seconds a guest is kept after they were last seen")

# The timer
FOCUS_MINUTES_MOST = limit("FOCUS_MINUTES_MOST", 180, "minutes a focus phase or a countdown may be set to", most=1_440)
BREAK_MINUTES_MOST = limit("BREAK_MINUTES_MOST", 60, "minutes a break may be set to", most=1_440)
PHASE_MINUTES_MOST = limit("PHASE_MINUTES_MOST", 360, "minutes a phase may last with all that is added to it", most=10_000)
ROUNDS_MOST = limit("ROUNDS_MOST", 12, "focus phases between two long breaks", most=100)
POLL_SECONDS = limit("POLL_SECONDS", 60.0, "seconds a vote on the timer, or a ready check, waits for an answer")
PAUSED_SECONDS = limit("PAUSED_SECONDS", 60.0, "seconds after which a paused timer no longer keeps the chat quiet")

# Music
TRACK_BYTES = limit("TRACK_BYTES", 100 * 2**20, "bytes of a track")
TRACK_SECONDS = limit("TRACK_SECONDS", 3_600, "seconds a track lasts at most", most=2_000_000)
TRACKS = limit("TRACKS", 500, "tracks of one room, and of the shelf")
ROOM_MUSIC_BYTES = limit("ROOM_MUSIC_BYTES", 1 * 2**30, "bytes of all tracks of a room")
SITE_MUSIC_BYTES = limit("SITE_MUSIC_BYTES", 20 * 2**30, "bytes of all tracks of the site")
LICENCE_CHARS = limit("LICENCE_CHARS", 200, "characters of what is said about a track's licence", most=500)
QUEUE = limit("QUEUE", 200, "entries in a room's queue")
PLAYLISTS = limit("PLAYLISTS", 50, "playlists of a room")
PLAYLIST_TRACKS = limit("PLAYLIST_TRACKS", 200, "tracks in a playlist, and put into the queue at once")
STATIONS = limit("STATIONS", 100, "radio stations of the site")

# The call
CALL_CAMERAS = limit("CALL_CAMERAS", 6, "cameras in a call of which each browser sends to each other")
CALL_PEOPLE = limit("CALL_PEOPLE", 10, "people in such a call, cameras or not")
CALL_SFU_PEOPLE = limit("CALL_SFU_PEOPLE", 25, "people in a call, with or without cameras, where the site has an SFU")
CALL_GRACE_SECONDS = limit("CALL_GRACE_SECONDS", 45.0, "seconds somebody stays in the call after their connection to the room is lost")
CALL_REMOVED_SECONDS = limit("CALL_REMOVED_SECONDS", 300, "seconds somebody stays out of the call whom a moderator removed from it")
SIGNAL_BYTES = limit("SIGNAL_BYTES", 16 * 1024, "bytes of what two browsers in a call tell each other at once", most=48 * 1024)
SIGNAL_CANDIDATES = limit("SIGNAL_CANDIDATES", 30, "addresses in one such message")
PHOTO_CHARS = limit("PHOTO_CHARS", 24_000, "characters of a photo instead of a video, as it is sent (base64)", most=48 * 1024)
PHOTO_PIXELS = limit("PHOTO_PIXELS", 160, "pixels a side of such a photo", most=640)
PHOTO_PEOPLE = limit("PHOTO_PEOPLE", 100, "people in a room up to which photos are shown in it: everybody is sent each")
PHOTO_SECONDS = limit("PHOTO_SECONDS", 20.0, "seconds between two photos of one person at least")
TURN_SECONDS = limit("TURN_SECONDS", 600, "seconds a name for the relay of calls holds", most=600)

# Spotify
SPOTIFY_SECONDS = limit("SPOTIFY_SECONDS", 3.0, "seconds Spotify has for one answer", most=10)
SPOTIFY_AT_ONCE = limit("SPOTIFY_AT_ONCE", 4, "questions to Spotify that one process asks at the same time", most=64)
SPOTIFY_WAITING = limit("SPOTIFY_WAITING", 16, "questions to Spotify that may wait for their turn in one process")

# Rates, each per account or address: (times, seconds)
ROOMS_PER_HOUR = limit("ROOMS_PER_HOUR", 30, "rooms one person may create in an hour")
KNOCKS_PER_HOUR = limit("KNOCKS_PER_HOUR", 20, "knocks of one account or device in an hour")
KNOCKS_PER_HOUR_ADDRESS = limit("KNOCKS_PER_HOUR_ADDRESS", 120, "knocks from one address in an hour")
GUESTS_PER_HOUR = limit("GUESTS_PER_HOUR", 120, "guests that may come from one address in an hour")
SIGNUPS_PER_HOUR = limit("SIGNUPS_PER_HOUR", 120, "sign-ups, and password resets asked for, from one address in an hour")
LOGIN_FAILURES = limit("LOGIN_FAILURES", 10, "wrong passwords in 5 minutes, per account and address, or browser known to the account")
LOGIN_FAILURES_ACCOUNT = limit("LOGIN_FAILURES_ACCOUNT", 60, "wrong passwords in 5 minutes for one account, from browsers new to it")
LOGIN_FAILURES_ADDRESS = limit("LOGIN_FAILURES_ADDRESS", 60, "wrong passwords in 5 minutes from one address, whatever the accounts")
CODE_FAILURES = limit("CODE_FAILURES", 10, "wrong codes of the second step in 15 minutes, per account and address, or browser known to the account")
CODE_FAILURES_ACCOUNT = limit("CODE_FAILURES_ACCOUNT", 20, "wrong codes of the second step in an hour for one account, from browsers new to it")
PASSKEY_TRIES = limit("PASSKEY_TRIES", 120, "times in 5 minutes that somebody at one address may begin to log in with a passkey")
MAILS_PER_HOUR = limit("MAILS_PER_HOUR", 10, "mails one account or e-mail address may cause in an hour")
RENAMES_PER_HOUR = limit("RENAMES_PER_HOUR", 20, "times one person may change their display name in an hour")
EXPORTS_PER_HOUR = limit("EXPORTS_PER_HOUR", 10, "times one person may download all of their data in an hour, or a room they own")
AVATARS_PER_HOUR = limit("AVATARS_PER_HOUR", 20, "times one person may change their picture in an hour")
PASSCODES_PER_3_MINUTES = limit("PASSCODES_PER_3_MINUTES", 10, "wrong passcodes in 3 minutes, per address and per account")
PASSCODES_ROOM = limit("PASSCODES_ROOM", 100, "wrong passcodes in 3 minutes at one room, from wherever they come; its members are not held up")
CODES_PER_MINUTE = limit("CODES_PER_MINUTE", 30, "unknown room codes, invitations and links for a new password tried in a minute, per address")
REPORTS_PER_HOUR = limit("REPORTS_PER_HOUR", 10, "messages or people one person may report in an hour")
REPORTS_PER_DAY = limit("REPORTS_PER_DAY", 30, "messages or people one person may report in a day")
SPOTIFY_PER_MINUTE = limit("SPOTIFY_PER_MINUTE", 120, "questions of one person to Spotify in a minute")
CONNECTIONS = limit("CONNECTIONS", 50, "connections of one person to one process")
ACTIONS_PER_SECOND = limit("ACTIONS_PER_SECOND", 10.0, "actions a second of one person, in the long run")
ACTIONS_BURST = limit("ACTIONS_BURST", 40.0, "actions of one person at once")
TOKEN_CHARS = limit("TOKEN_CHARS", 500, "characters of a frame that count as one action more")
FLOOD_FRAMES = limit("FLOOD_FRAMES", 100, "actions refused for speed, more than were answered meanwhile, before the connection is closed")
BAD_FRAMES = limit("BAD_FRAMES", 20, "malformed frames a minute before the connection is closed")

# The connection
FRAME_BYTES = limit("FRAME_BYTES", 64 * 1024, "bytes in a frame")
PING_SECONDS = limit("PING_SECONDS", 15.0, "seconds between two pings of a connection, and until one counts as unanswered")
REQUEST_BYTES = limit("REQUEST_BYTES", 128 * 2**20, "bytes in an HTTP request: the largest upload and its form. The proxy's limit is the same")
OUTBOX_BYTES = limit("OUTBOX_BYTES", 1024 * 1024, "bytes that may wait for a connection that does not read")
OUTBOX_FRAMES = limit("OUTBOX_FRAMES", 256, "frames that may wait, on a server that only counts frames")
HELD_LETTERS = limit("HELD_LETTERS", 1_000, "events held back for a connection that is still being told the past")
SLOW_SECONDS = limit("SLOW_SECONDS", 10.0, "seconds a slow reader has to read why it is closed")
SEND_SECONDS = limit("SEND_SECONDS", 5.0, "seconds one write to a connection may take")
CONNECTION_SECONDS = limit("CONNECTION_SECONDS", 12 * 3600, "seconds a connection lives, ± 10 %, before it is asked to return")

# Studying
INTENTION_CHARS = limit("INTENTION_CHARS", 200, "characters of what somebody sets out to do", most=500)
STILL_THERE_SECONDS = limit("STILL_THERE_SECONDS", 120, "seconds somebody has to say that they are still there")
RECAP_SECONDS = limit("RECAP_SECONDS", 60, "seconds after a focus phase in which everybody may say what became of theirs")
FLOW_PER_BREAK = limit("FLOW_PER_BREAK", 5, "seconds in flow that earn a second of break")

# What goes by itself
WRITER_QUEUE = limit("WRITER_QUEUE", 2_000, "actions that may wait to be written")
WRITER_BATCH = limit("WRITER_BATCH", 200, "actions written in one transaction")
RESUME_CHANGES = limit("RESUME_CHANGES", 500, "changes a connection may have missed before it starts afresh")
PAGE_MESSAGES = limit("PAGE_MESSAGES", 40, "messages in a page of history")
RECONCILE_SECONDS = limit("RECONCILE_SECONDS", 10.0, "seconds between two comparisons with the database")
GAP_SECONDS = limit("GAP_SECONDS", 0.2, "seconds an event waits for its predecessors")
GRACE_SECONDS = limit("GRACE_SECONDS", 20.0, "seconds a person stays shown after a lost connection")
LEASE_SECONDS = limit("LEASE_SECONDS", 40.0, "seconds a silent process' connections still count")
GROUPS = limit("GROUPS", 64, "groups of the channel layer that rooms share")
