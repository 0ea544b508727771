"""Addresses of what plays Spotify."""

from django.urls import path

from .views import account, embed

urlpatterns = [
    path("rooms/<str:code>/spotify/<str:kind>/<str:id>/", embed.player, name="spotify-player"),
    path("spotify/", account.account, name="spotify"),
    path("spotify/connect/", account.connect, name="spotify-connect"),
    path("spotify/callback/", account.callback, name="spotify-callback"),
    path("spotify/disconnect/", account.disconnect, name="spotify-disconnect"),
]
