"""Where the page fetches what it needs for a call, once it is wanted."""

from django.urls import path

from . import views

urlpatterns = [path("rooms/<str:code>/call/", views.markup, name="call")]
