"""Addresses of what plays Spotify."""

from django.urls import path

from . import views

urlpatterns = [path("rooms/<str:code>/spotify/<str:kind>/<str:id>/", views.player, name="spotify-player")]
