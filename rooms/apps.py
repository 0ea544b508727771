"""The rooms join the building."""

from importlib import import_module

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "rooms"

    def ready(self):
        from django.contrib.auth.signals import user_logged_out

        from accounts.sessions import kept
        from accounts.signals import access_ended, before_erasing, erased, leaving, own_changed, renamed, session_moved, who_is_here, who_meets

        from .live.broadcast import disconnect, move, ring
        from .live.protocol import Close
        from .models import Connection, Membership, Room

        import_module("rooms.live.presence")
        import_module("rooms.models.hosting")
        import_module("rooms.keeping")
        import_module("rooms.preferring")
        import_module("rooms.actions")
        import_module("rooms.cleanup")

        def end_access(user, session=None, **_):
            disconnect(Close.SIGNED_OUT, user=user.pk, session=session)

        def log_out(user, request, **_):
            if user is not None:
                end_access(user, kept(request.session.session_key or ""))

        access_ended.connect(end_access, weak=False)
        session_moved.connect(lambda old, new, **_: move(old, new), weak=False)
        user_logged_out.connect(log_out, weak=False)
        renamed.connect(lambda user, **_: Membership.objects.rename(user), weak=False)
        own_changed.connect(lambda user, **_: ring(user.pk), weak=False)
        who_meets.connect(lambda one, other, **_: Membership.objects.share_a_room(one, other), weak=False)
        before_erasing.connect(lambda user, **_: {"rooms": Room.objects.owned_by(user)}, weak=False)
        erased.connect(lambda user, **_: Membership.objects.erase(user), weak=False)
        leaving.connect(lambda users, **_: Membership.objects.part(users), weak=False)
        who_is_here.connect(lambda **_: Connection.objects.alive().values("member__user"), weak=False)
