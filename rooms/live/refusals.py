"""Every "no" and every goodbye: refusal codes with their words, close codes with what a client does then."""

from enum import IntEnum


class Refused(Exception):
    """A coded "no". `retry_after` in seconds, where waiting helps."""

    def __init__(self, code, retry_after=None, ref=None):
        super().__init__(code)
        self.code, self.retry_after, self.ref = code, retry_after, ref

    @property
    def message(self):
        return REFUSALS[self.code]

    def as_reply(self, ref):
        return {"type": "refused", "ref": ref, "code": self.code, "message": self.message, "retry_after": self.retry_after}


REFUSALS = {
    "malformed": "This could not be understood.",
    "unknown-action": "There is no such action.",
    "forbidden": "You may not do this here.",
    "not-found": "It is not there any more.",
    "gone": "This room is not there any more.",
    "forgotten": "You were away for so long that this guest was forgotten. Come in again as a newcomer.",
    "closed": "This room is closed.",
    "archived": "This room is archived. Its owner can open it again.",
    "locked": "This room is locked for now.",
    "knock-first": "Somebody inside has to let you in.",
    "knock-later": "You were not let in just now. Try again in some minutes.",
    "knocked-enough": "You were not let in several times. Try again tomorrow.",
    "door-crowded": "Many people wait at this door. Try again later.",
    "answered": "They were answered already, or wait no longer.",
    "invitation-over": "This invitation no longer holds.",
    "too-many-invitations": "Too many invitations of this room still hold. Revoke some first.",
    "full": "This room is full right now.",
    "accounts-only": "This room is for people with an account.",
    "too-fast": "That was too fast. Try again in a moment.",
    "busy": "The server is busy. Your words are safe; they are sent again.",
    "unavailable": "Saving is delayed. Your words are safe; they are sent again.",
    "failed": "This did not work. It is not your fault.",
    "id-reused": "This was sent before with other words.",
    "too-late": "This can only be changed for a while after it was sent.",
    "urgent-used": "Your urgent message of this focus phase is used. This one can wait for the break.",
    "too-many-questions": "Many questions of yours are open here. Remove one, or wait until some are answered.",
    "too-many-held": "Many messages of yours wait already. Keep this one until the break.",
    "empty": "There is nothing in it.",
    "too-long": "This is too long.",
    "changed-meanwhile": "Somebody changed this meanwhile.",
    "cycle": "A task cannot be part of itself.",
    "too-deep": "Sub-tasks go three levels deep, no further.",
    "list-full": "This list is full. Finish or remove something first.",
    "not-yours": "This waits for those it is assigned to.",
    "undo-over": "This was too long ago to be undone.",
    "no-such-zone": "There is no such time zone.",
    "last-owner": "The owner cannot be removed.",
    "banned": "You are banned from this room.",
    "sites-ban": "A moderator of this site has imposed this ban. Only they can lift or replace it.",
    "silenced": "A moderator has silenced you for a while.",
    "slow-mode": "This room is in slow mode. Your next message can go in a moment.",
    "too-many-reports": "You have reported a lot lately. A moderator will look at it; please wait a while.",
    "outranked": "Moderators cannot do this to each other, or to the owner.",
    "out-of-range": "That is more, or less, than is possible here.",
    "timer-running": "The timer has been started already.",
    "timer-not-running": "The timer does not stand where this is possible.",
    "on-the-clock": "This timer follows the clock on the wall. Nobody starts or stops it.",
    "poll-running": "The room is being asked something already.",
    "no-poll": "Nobody is asking any more.",
    "unknown-zone": "This time zone is not known here.",
    "too-many-alarms": "That is as many alarms as there may be. Remove one first.",
    "track-empty": "There is no sound in this file.",
    "track-too-short": "This is shorter than a second.",
    "track-too-long": "This lasts longer than a track may here.",
    "track-too-big": "This file is larger than a track may be here.",
    "track-unreadable": "This is not an MP3, Ogg Vorbis, Opus, FLAC or WAV file, whatever it is called.",
    "track-truncated": "This file ends before its end. Copy it again, and then try once more.",
    "too-many-tracks": "That is as many tracks as there may be. Remove one first.",
    "room-music-full": "The room's space for music is used up. Remove a track first.",
    "site-music-full": "This site's space for music is used up.",
    "queue-full": "The queue is full. Let it play for a while.",
    "too-many-playlists": "That is as many playlists as there may be. Remove one first.",
    "nothing-on": "Nothing is on. Put something into the queue first.",
    "now-playing": "This is on just now.",
    "music-live": "Radio is live: it has no position.",
    "music-held": "The room wants its music in other phases of the timer.",
    "not-listening": "Only who listens has a say in what comes next.",
    "dj-only": "Somebody is the DJ: only they and moderators choose the music.",
    "not-in-call": "You are not in the call.",
    "call-away": "Their connection to the room is lost just now.",
    "call-cameras": "The call has as many cameras as it can carry. You can join without yours.",
    "call-full": "The call has as many people as it can carry.",
    "call-shared": "Somebody shares their screen already.",
    "call-focus": "Microphones are off while the room focuses.",
    "call-removed": "A moderator has removed you from the call. You can join again in some minutes.",
    "photo-unreadable": "This is no small photo.",
    "photo-crowd": "There are too many people here for photos.",
    "photo-away": "Photos pause while you are away.",
    "not-ringing": "This alarm is not ringing any more.",
    "no-mix": "This is no mix, or not all of it was copied.",
    "no-sound": "The room has no sound yet. Choose one first.",
    "too-many-mixes": "That is as many mixes as may be saved. Remove one first.",
    "too-many-timers": "That is as many timers as there may be. Remove one first.",
}


class Close(IntEnum):
    """Why the server closes a connection; CLOSES says what a client does then."""

    LEFT = 1000
    GOING_AWAY = 1001
    NOT_UTF8 = 1007
    TOO_BIG = 1009
    RESTART = 1012
    BAD_FRAMES = 4400
    SIGNED_OUT = 4401
    REMOVED = 4403
    NO_ROOM = 4404
    SLOW = 4408
    FULL = 4409
    CLOSED = 4410
    FLOOD = 4429


CLOSES = {
    Close.LEFT: ("you left, here or in another tab", "stop"),
    Close.GOING_AWAY: ("the page or the server goes away", "resume"),
    Close.NOT_UTF8: ("a text frame was not UTF-8", "stop: this is a defect of the client"),
    Close.TOO_BIG: ("a frame was larger than the limit", "resume, without that frame"),
    Close.RESTART: ("the server restarts, or the connection has lived long enough", "resume, after 0 to 3 s at random"),
    Close.BAD_FRAMES: ("too many malformed frames", "stop: this is a defect of the client"),
    Close.SIGNED_OUT: ("nobody is signed in, or no longer", "stop, and offer to sign in"),
    Close.REMOVED: ("removed from the room while connected", "stop"),
    Close.NO_ROOM: ("no such room, or you are not a member", "stop, and offer the join page"),
    Close.SLOW: ("what was sent was not read in time", "resume"),
    Close.FULL: ("the room holds as many people as it may", "retry after 10 s"),
    Close.CLOSED: ("the room was closed", "stop"),
    Close.FLOOD: ("too many actions in spite of refusals, or too many connections", "resume after 10 s, slower"),
}
