"""Addresses of what plays Spotify."""

from django.urls import path

from .views import account, embed, playing

urlpatterns = [
    path("rooms/<str:code>/spotify/now/", playing.now, name="spotify-now"),
    path("rooms/<str:code>/spotify/<str:kind>/<str:id>/", embed.player, name="spotify-player"),
    path("spotify/", account.account, name="spotify"),
    path("spotify/connect/", account.connect, name="spotify-connect"),
    path("spotify/callback/", account.callback, name="spotify-callback"),
    path("spotify/disconnect/", account.disconnect, name="spotify-disconnect"),
    path("spotify/steer/", playing.steer, name="spotify-steer"),
    path("spotify/search/", playing.search, name="spotify-search"),
    path("spotify/playlists/", playing.playlists, name="spotify-playlists"),
    path("spotify/devices/", playing.devices, name="spotify-devices"),
    path("spotify/key/", playing.key, name="spotify-key"),
    path("spotify/here/", playing.here, name="spotify-here"),
]
