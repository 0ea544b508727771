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


# What any part of the building may say; what only one tool says it declares itself.
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
    "empty": "There is nothing in it.",
    "too-long": "This is too long.",
    "changed-meanwhile": "Somebody changed this meanwhile.",
    "undo-over": "This was too long ago to be undone.",
    "last-owner": "The owner cannot be removed.",
    "banned": "You are banned from this room.",
    "sites-ban": "A moderator of this site has imposed this ban. Only they can lift or replace it.",
    "silenced": "A moderator has silenced you for a while.",
    "slow-mode": "This room is in slow mode. Your next message can go in a moment.",
    "too-many-reports": "You have reported a lot lately. A moderator will look at it; please wait a while.",
    "outranked": "Moderators cannot do this to each other, or to the owner.",
    "out-of-range": "That is more, or less, than is possible here.",
}


def refuses(words):
    """{code: words} of a tool's own."""
    assert not REFUSALS.keys() & words.keys()
    REFUSALS.update(words)


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
