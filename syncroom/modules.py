"""Which modules a module imports, and those again: what a browser fetches before the first of them runs."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django.contrib.staticfiles import finders

IMPORTED = re.compile(r"""^(?:import|export)\b[^"'(]*["'](\.[^"']+)["']""", re.M)  # an import(…) is for later


def needed(*names):
    """["rooms/page.js", "rooms/status.js", …]: these and all they import, each once; the order is the one in which they are met."""
    found, waiting = {}, [*reversed(names)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = True
            waiting += reversed(imports(name))
    return list(found)


@cache
def imports(name):
    """What stands in the module itself, by the names under static/."""
    text = Path(finders.find(name)).read_text()
    return [normpath(join(dirname(name), target)) for target in IMPORTED.findall(text)]
