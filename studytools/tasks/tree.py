"""Where a task stands: below which other, after which of its siblings, and what goes where it goes."""

from django.utils import timezone

from rooms.live.protocol import Refused

from .ranks import KEY_CHARS, between, spread

LEVELS = 3
FIRST, LAST = None, 0  # what `after` may be instead of an id


def put(task, parent_id, after):
    """Place it; gives the siblings that had to be numbered anew. Refused `not-found`, `cycle`, `too-deep`.

    After one that does not stand there any more it comes last.
    """
    parent = find_parent(task, parent_id, generations(task) if task.pk else [])
    keys = standing_keys(task, parent_id)
    others = [id for _, id in keys if id != task.pk]
    at = 0 if after is FIRST else others.index(after) + 1 if after in others else len(others)
    if (parent_id, task.pk) == (task.parent_id, keys[at][1] if at < len(keys) else 0):
        return []
    task.parent = parent
    positions = {id: key for key, id in keys}
    low, high = positions[others[at - 1]] if at else "", positions[others[at]] if at < len(others) else None
    return number(task, others, at, low, high)


def put_back(task, parent_id, key, below):
    """To where it once stood, or next to what stands there now; `below` are the generations that it brings along."""
    task.parent = find_parent(task, parent_id, below)
    keys = [pair for pair in standing_keys(task, parent_id) if pair[1] != task.pk]
    before = [pair for pair in keys if pair[0] <= key]
    if not before or before[-1][0] < key:
        task.position = key
        return []
    return number(task, [id for _, id in keys], len(before), key, keys[len(before)][0] if len(before) < len(keys) else None)


def number(task, others, at, low, high):
    """A key for the place `at` among the others, between these two; where none fits, all of them get new ones."""
    if high is None or low < high:
        task.position = between(low, high)
        if len(task.position) <= KEY_CHARS:
            return []
    keys = spread(len(others) + 1)
    task.position = keys.pop(at)
    rows = task.siblings(task.parent_id).in_bulk(others)
    for id, key in zip(others, keys, strict=True):
        rows[id].begin()
        rows[id].position = key
    return list(rows.values())


def strike(task):
    """It goes, and its sub-tasks with it, which are given back."""
    rows = [row for generation in generations(task) for row in generation]
    task.removed_at = timezone.now()
    for row in rows:
        row.begin()
        row.removed_at = task.removed_at
    return rows


def oldest(task, count):
    """At least `count` of what was done longest ago in its list, struck; nothing that is still to be done goes along."""
    gone = []
    for done in task.siblings().filter(parent=None).exclude(done_at=None).order_by("done_at").iterator():
        if len(gone) >= count:
            break
        done.begin()
        family = [done, *strike(done)]
        if all(row.done_at for row in family):
            gone += family
    return gone


def restore(task, along):
    """It is back, with those sub-tasks that went along."""
    below = generations(task, type(task).objects.filter(pk__in=along))
    rows = [row for generation in below for row in generation]
    task.removed_at = None
    for row in rows:
        row.begin()
        row.removed_at = None
    return rows + put_back(task, task.parent_id, task.position, below)


def standing_keys(task, parent_id):
    """[(position, id), …] in order: by code point, which not every database's collation would."""
    return sorted(task.siblings(parent_id).values_list("position", "pk"))


def find_parent(task, parent_id, below):
    if parent_id is None:
        return None
    parent = task.siblings().filter(pk=parent_id).first()
    if parent is None:
        raise Refused("not-found")
    line = [parent]
    while line[-1].parent_id:
        line.append(line[-1].parent)
    if task.pk in [one.pk for one in line]:
        raise Refused("cycle")
    if len(line) + 1 + len(below) > LEVELS:
        raise Refused("too-deep")
    return parent


def generations(task, rows=None):
    """What stands below it, or those of `rows` that do: [[children], [their children]]."""
    rows = task.siblings() if rows is None else rows
    found, ids = [], [task.pk]
    while children := list(rows.filter(parent__in=ids)):
        found.append(children)
        ids = [child.pk for child in children]
    return found
