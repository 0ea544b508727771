"""{{ options|json }}: what a script reads from an attribute."""

import json

from django import template

register = template.Library()
register.filter("json", json.dumps)
