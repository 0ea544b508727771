"""The SFU: beyond what browsers can send to each other, each sends once to the site's Janus, which passes it on."""

from django.conf import settings


def configured():
    """Whether the site has one."""
    return bool(settings.JANUS_URL)


def gone(room_id, caller_id):
    """Somebody is in the room's call no more: their media end, whatever their browser does. A call that never grew knows nothing of Janus."""
    from ..rules import JANUS, CallRules
    from .board import board, soon

    if configured() and CallRules.objects.transports([room_id]).get(room_id) == JANUS:
        soon(board.gone, room_id, caller_id)


def ended(room_id):
    """Nobody is."""
    from .board import board, soon

    if configured():
        soon(board.ended, room_id)
