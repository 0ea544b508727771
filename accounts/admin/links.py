"""A link by which somebody sets a new password, for sites without mail: valid for four hours, once, and shown once."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from .acts import Act


def make(row, by, why):
    """Kept nowhere: whoever made it hands it on."""
    key = default_token_generator.make_token(row)
    row.password_link = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(row), "key": key})
    return True


link = Act(
    "password-link",
    "Make a link for a new password",
    "made a link for a new password of theirs",
    make,
    "accounts.change_user",
    fits=lambda row: row.is_active and not row.is_guest,
    warns=lambda rows: [
        "Whoever opens the link sets the password, within four hours and once. Be sure who asks, and hand it to nobody else.",
        "It is shown on the next page, and never again. When it is used, every session of theirs ends.",
    ],
)


class Linking:
    """A model admin whose acts may have made a link: the page that shows it, instead of going back."""

    def ask(self, request, act, rows, back):
        response = super().ask(request, act, rows, back)
        made = [(row, request.build_absolute_uri(row.password_link)) for row in rows if hasattr(row, "password_link")]
        if not made:
            return response
        context = self.admin_site.each_context(request) | {"title": act.label, "made": made, "opts": self.opts, "back": back}
        response = TemplateResponse(request, "admin/desk/link.html", context)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        return response
