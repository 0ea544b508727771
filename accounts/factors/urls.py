"""Addresses of the second step, under allauth's names; what is not here does not exist."""

from django.urls import path
from django.views.decorators.cache import never_cache

from . import passkeys, views


def page(view):
    return never_cache(view.as_view())


urlpatterns = [
    path("", page(views.Index), name="mfa_index"),
    path("authenticate/", page(views.Authenticate), name="mfa_authenticate"),
    path("reauthenticate/", page(views.Reauthenticate), name="mfa_reauthenticate"),
    path("totp/activate/", page(views.Activate), name="mfa_activate_totp"),
    path("totp/deactivate/", page(views.Deactivate), name="mfa_deactivate_totp"),
    path("recovery-codes/", page(views.ViewCodes), name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", page(views.GenerateCodes), name="mfa_generate_recovery_codes"),
    path("passkeys/add/", page(passkeys.Add), name="mfa_add_webauthn"),
    path("passkeys/reauthenticate/", page(passkeys.Again), name="mfa_reauthenticate_webauthn"),
    path("passkeys/login/", page(passkeys.PasskeyLogin), name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/edit/", page(passkeys.Rename), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", page(passkeys.Remove), name="mfa_remove_webauthn"),
]
