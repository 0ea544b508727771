"""Addresses of people, as others see them."""

from django.urls import path

from .pages import profile

urlpatterns = [
    path("people/<int:id>/", profile.person, name="person"),
    path("avatars/<str:name>.webp", profile.avatar, name="avatar"),
]
