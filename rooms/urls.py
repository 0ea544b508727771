"""Addresses of rooms."""

from django.urls import path

from . import views
from .views import exports, home, invitations, knocks, log, page, settings

urlpatterns = [
    path("", home.home, name="home"),
    path("join/", home.find, name="room-find"),
    path("reports/<int:id>/seen/", home.report_seen, name="report-seen"),
    path("blocked/", home.blocked, name="blocked"),
    path("rooms/", home.directory, name="directory"),
    path("rooms/new/", home.new, name="room-new"),
    path("rooms/<str:code>/", views.room.room, name="room"),
    path("rooms/<str:code>/sheets/<str:name>/", page.sheet, name="room-sheet"),
    path("rooms/<str:code>/join/", views.room.join, name="room-join"),
    path("rooms/<str:code>/forget/", views.room.forget, name="room-forget"),
    path("rooms/<str:code>/settings/", settings.edit, name="room-settings"),
    path("rooms/<str:code>/passcode/", settings.passcode, name="room-passcode"),
    path("rooms/<str:code>/invitations/", invitations.invitations, name="room-invitations"),
    path("rooms/<str:code>/invitations/<int:id>/revoke/", invitations.revoke, name="room-invitation-revoke"),
    path("rooms/<str:code>/knock/", knocks.knock, name="room-knock"),
    path("rooms/<str:code>/waiting/", knocks.waiting, name="room-waiting"),
    path("rooms/<str:code>/waiting/answer/", knocks.answer_so_far, name="room-waiting-answer"),
    path("rooms/<str:code>/waiting/leave/", knocks.leave, name="room-waiting-leave"),
    path("rooms/<str:code>/knocks/", knocks.knocks, name="room-knocks"),
    path("rooms/<str:code>/knocks/<int:id>/", knocks.answer, name="room-knock-answer"),
    path("i/<str:token>/", invitations.follow, name="invitation"),
    path("rooms/<str:code>/export.json", exports.export, {"form": "json"}, name="room-export-json"),
    path("rooms/<str:code>/export.html", exports.export, {"form": "html"}, name="room-export-html"),
    path("rooms/<str:code>/close/", settings.close, name="room-close"),
    path("rooms/<str:code>/reopen/", settings.reopen, name="room-reopen"),
    path("rooms/<str:code>/members/<int:member>/remove/", settings.remove, name="room-remove"),
    path("rooms/<str:code>/members/<int:member>/role/", settings.role, name="room-role"),
    path("rooms/<str:code>/bans/<int:ban>/lift/", log.lift, name="room-lift"),
    path("rooms/<str:code>/log/", log.log, name="room-log"),
    path("rooms/<str:code>/log/<int:act>/undo/", log.undo, name="room-undo"),
]
