"""What a tool adds to the room's page: a panel that is there from the start, sheets that come when they are opened."""

from collections.abc import Callable
from dataclasses import dataclass

from .permissions import Permission

panels: list["Panel"] = []
sheets: dict[str, "Sheet"] = {}


@dataclass(frozen=True)
class Panel:
    """A part of the room's page: a template, the module that begins it, and its stylesheets.

    `place` is "side" (beside the study area), "tools" (below the people), "stage" (in the study area), "foot" (in the bar at its
    foot, which several share; see foot.css), or "apart" (only templates and dialogs, which show nowhere by themselves). On a phone
    a panel beside or below is a tab with `title` and the icon of its name. It is there where `offered()`.
    """

    name: str
    place: str
    title: str
    template: str
    module: str
    styles: tuple[str, ...] = ()
    offered: Callable[[], bool] = lambda: True


def panel(*args, **kwargs):
    panels.append(Panel(*args, **kwargs))


@dataclass(frozen=True)
class Sheet:
    """A dialog that a room's page fetches when somebody first opens it: `openSheet(name, …)`, or a button with data-opens="name".

    The template holds one <dialog id="name">, and the <template>s it needs. Until it is there, the page shows one of the same
    classes, `looks`, with `title`, a word of comfort and a way out. The module exports `show(…)`, which fills it, every time.
    """

    name: str
    title: str
    template: str
    module: str
    styles: tuple[str, ...] = ()
    looks: str = "ask"
    needs: Permission = Permission.SPEAK
    offered: Callable[[], bool] = lambda: True


def sheet(name, *args, **kwargs):
    sheets[name] = Sheet(name, *args, **kwargs)
