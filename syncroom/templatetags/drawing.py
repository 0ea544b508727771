"""{% icon "lock" %} draws from the one set of icons, {% face … %} somebody; {{ at|ago }} needs no time zone."""

from datetime import timedelta

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince, timeuntil

register = template.Library()
HUES = 12


@register.simple_tag
def icon(name):
    """An ornament: the words beside it, or the button's label, say what it means."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("syncroom/icons.svg"), name)


@register.simple_tag
def face(id, name, picture="", large=False):
    """A person's face: their picture (see `accounts.avatars`), or the first letter of their name. An ornament beside the name."""
    drawn = (
        format_html('<img src="{}" alt="" loading="lazy">', reverse("avatar", args=[picture if large else f"{picture}-64"])) if picture else name[:1]
    )
    return format_html('<span class="face{}" data-hue="{}" aria-hidden="true">{}</span>', " large" if large else "", hue(id), drawn)


@register.filter
def hue(number):
    """`data-hue` of a person's face, 0–11, by their id."""
    return number % HUES if isinstance(number, int) else 0


@register.filter
def ago(at):
    """“3 hours ago”, “just now”."""
    return "just now" if timezone.now() - at < timedelta(minutes=1) else f"{timesince(at, depth=1)} ago"


@register.filter
def left(at):
    """“7 days left”; what is left of a minute counts as one."""
    return f"{timeuntil(at + timedelta(seconds=59), depth=1)} left"
