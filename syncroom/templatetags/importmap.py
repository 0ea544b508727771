"""{% importmap %}: lets modules import each other by plain path, whatever their hashed names."""

import json

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from syncroom.modules import needed

register = template.Library()


@register.simple_tag
def modulepreload(modules):
    """Links that let a browser fetch these, or this one, and all they import side by side; what import(…) names comes later."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    names = [modules] if isinstance(modules, str) else modules
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', ((static(name),) for name in needed(*names) if hashed))


@register.simple_tag(takes_context=True)
def importmap(context):
    """An inline import map of every module; empty where names are not hashed."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    imports = {
        settings.STATIC_URL + name: static(name) for name in sorted(hashed) if name.endswith(".js") and not name.startswith(("admin/", "account/"))
    }
    safe = json.dumps({"imports": imports}).replace("<", "\\u003c")
    return format_html('<script type="importmap" nonce="{}">{}</script>', context.get("CSP_NONCE", ""), mark_safe(safe))  # noqa: S308
