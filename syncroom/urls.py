"""Every address of the building."""

from django.contrib import admin
from django.urls import include, path

from . import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("accounts.others")),
    path("accounts/", include("accounts.urls")),
    path("accounts/2fa/", include("accounts.factors.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("rooms.urls")),
    path("", include("chat.urls")),
    path("", include("studytools.music.urls")),
    path("", include("studytools.spotify.urls")),
    path("", include("studytools.call.urls")),
]
