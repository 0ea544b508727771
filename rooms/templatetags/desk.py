"""The dashboard, for the admin's own first page."""

from django import template

from rooms.admin.dashboard import dashboard

register = template.Library()
register.simple_tag(dashboard, name="dashboard")
