"""What lists of things in rooms have in common: found by a person or a room's code, and limited to a room by a link."""

from django.db.models import Q
from django.urls import reverse

from accounts.admin.desk import Desk, ReadOnly
from rooms.live.protocol import Refused
from rooms.models import Room

SEARCHED = "A username, the beginning of a name, or a room's code."


class InRooms(Desk):
    of_room = ("room",)
    list_select_related = ("room",)
    search_help_text = SEARCHED
    refusals = (Refused,)

    def found(self, request, text):
        room = Room.objects.coded(text)
        return self.about_people(text) | (Q(room=room) if room else Q(pk__in=[]))

    def within(self, request):
        id = request.GET.get("room__id__exact", "")
        room = Room.objects.filter(pk=id).first() if id.isdecimal() and len(id) < 16 else None
        here = [(room.name, reverse("admin:rooms_room_change", args=[room.pk]))] if room else []
        return here + super().within(request)

    def concerns(self, row):
        return {"place": row.room.whereabouts if row.room else ("", "")}


class ReadInRooms(InRooms, ReadOnly):
    """And nobody changes a row."""
