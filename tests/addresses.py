"""Every address there is, found in the list that the site itself goes by: what is new is there without being told."""

import re
from dataclasses import dataclass

from django.urls import get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True)
class Address:
    """`route` as it stands in the list, `name` with its namespace, `view` what answers."""

    route: str
    name: str
    view: object

    @property
    def parameters(self):
        return {one or other for one, other in PARAMETER.findall(self.route)}

    def at(self, **values):
        """Its path with these values; 1 for whatever is not among them."""
        filled = PARAMETER.sub(lambda found: str(values.get(found[1] or found[2], 1)), self.route)
        return "/" + filled.replace("^", "").replace("$", "").replace("\\Z", "")


def addresses(resolver=None, route="", space=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, route + str(pattern.pattern), space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield Address(route + str(pattern.pattern), space + (pattern.name or ""), pattern.callback)
