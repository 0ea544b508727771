"""Addresses of a room's music."""

from django.urls import path

from . import views

urlpatterns = [
    path("rooms/<str:code>/tracks/", views.tracks, name="music-tracks"),
    path("rooms/<str:code>/tracks/<int:id>/", views.track, name="music-track"),
    path("rooms/<str:code>/tracks/<int:id>/remove/", views.remove, name="music-track-remove"),
    path("rooms/<str:code>/shelf/", views.shelf, name="music-shelf"),
    path("rooms/<str:code>/radio/<int:id>/", views.radio, name="music-radio"),
    path("rooms/<str:code>/video/<str:id>/", views.video, name="music-video"),
]
