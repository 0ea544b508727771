"""{{ field|opened }} is the box of a form's field; the first that something is wrong with has the focus, and so is in sight when the page opens."""

from django import template

register = template.Library()


@register.filter
def opened(field):
    return field.as_widget(attrs={"autofocus": True} if field.name == next(iter(field.form.errors), None) else None)
