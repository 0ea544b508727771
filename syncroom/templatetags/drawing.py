"""{% icon "lock" %} draws from the one set of icons; {{ user.pk|hue }} is the colour of a drawn face."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()
HUES = 12


@register.simple_tag
def icon(name):
    """An ornament: the words beside it, or the button's label, say what it means."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("syncroom/icons.svg"), name)


@register.filter
def hue(number):
    """`data-hue` of a person's face, 0–11, by their id."""
    return number % HUES if isinstance(number, int) else 0
