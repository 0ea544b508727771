"""What the site's moderators can do about a report on the spot; each app adds its own."""

from collections.abc import Callable
from dataclasses import dataclass

from rooms.permissions import Role

measures: dict[str, "Measure"] = {}
LENGTHS = {
    "silence": [(300, "5 minutes"), (3600, "1 hour"), (86_400, "1 day")],
    "ban": [(3600, "1 hour"), (86_400, "1 day"), (604_800, "7 days"), (0, "for good")],
}


@dataclass(frozen=True)
class Measure:
    """`fits(report)`: whether there is anything to be done; `take(report, by, why, seconds)` does it, and gives the row or None.

    `done` follows the name of who did it; `needs` is a permission of Django's; `lengths`: [(seconds, words), …] to choose from.
    """

    name: str
    label: str
    done: str
    needs: str
    fits: Callable
    take: Callable
    weight: int  # how far it goes: the lighter ones are offered first
    lengths: tuple = ()


def measure(name, label, done, needs, fits, take, weight):
    measures[name] = Measure(name, label, done, needs, fits, take, weight, tuple(LENGTHS.get(name, ())))


def membership(report):
    """Theirs, in the room it was; or None."""
    if report.room is None or report.about_id is None:
        return None
    found = report.room.memberships.filter(user=report.about_id).exclude(role=Role.OWNER).first()
    if found:
        found.room = report.room
    return found


def belongs(report):
    found = membership(report)
    return found is not None and found.role != Role.GONE


def silence(report, by, why, seconds):
    found = membership(report)
    return found if found and found.fall_silent(by, seconds, why) else None


def ban(report, by, why, seconds):
    found = membership(report)
    return found if found and found.keep_out(by, seconds or None, why) else None


def suspend(report, by, why, seconds):
    return report.about if report.about and report.about.suspend() else None


def close(report, by, why, seconds):
    return report.room if report.room and report.room.close(by, why) else None


def stands(report):
    return bool(report.room) and report.room.state != "closed"


def active(report):
    return bool(report.about) and report.about.is_active


measure("silence", "Silence them in the room", "silenced them", "rooms.change_membership", belongs, silence, 2)
measure("ban", "Ban them from the room", "banned them from the room", "rooms.add_ban", membership, ban, 3)
measure("close", "Close the room", "closed the room", "rooms.change_room", stands, close, 4)
measure("suspend", "Suspend their account", "suspended them", "accounts.suspend_user", active, suspend, 5)
