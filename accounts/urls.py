"""Addresses of accounts: ours come before allauth's of the same names."""

from allauth.account.views import LogoutView
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from . import first, views
from .pages import data, preferences, profile, sessions


def page(view):
    return never_cache(view.as_view())


urlpatterns = [
    path("", profile.account, name="account"),
    path("days/", profile.days, name="account_days"),
    path("data/", data.my_data, name="my_data"),
    path("data/export/", data.export, name="my_data_export"),
    path("data/export/progress/", data.progress, name="my_data_progress"),
    path("delete/", data.delete, name="my_data_delete"),
    path("profile/", profile.introduce, name="account_profile"),
    path("picture/", profile.picture, name="account_picture"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("sessions/", sessions.sessions, name="account_sessions"),
    path("first/<str:token>/", first.first, name="account_first"),
    path("login/", page(views.Login), name="account_login"),
    path("logout/", page(LogoutView), name="account_logout"),
    path("signup/", page(views.Signup), name="account_signup"),
    path("reauthenticate/", page(views.Reauthenticate), name="account_reauthenticate"),
    path("email/", page(views.Email), name="account_email"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", page(views.ConfirmEmail), name="account_confirm_email"),
    path("password/change/", page(views.ChangePassword), name="account_change_password"),
    path("password/set/", page(views.SetPassword), name="account_set_password"),
    path("password/reset/", page(views.ResetPassword), name="account_reset_password"),
    re_path(r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", page(views.ResetPasswordFromKey), name="account_reset_password_from_key"),
]
