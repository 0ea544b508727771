"""Addresses of what was said."""

from django.urls import path

from . import views

urlpatterns = [
    path("rooms/<str:code>/messages/", views.history, name="messages"),
    path("rooms/<str:code>/messages/<int:id>/", views.permalink, name="message"),
]
