"""Any two histories of edits made at the same time converge, and nothing that was acknowledged is lost unseen."""

import json
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rooms.live.broadcast import Telling
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform
from rooms.models import Room
from studytools.tasks.models import Task
from studytools.tasks.tree import LEVELS

pytestmark = pytest.mark.django_db(transaction=True)
names = count()

edits = st.one_of(
    st.fixed_dictionaries({"title": st.sampled_from("ABC")}),
    st.fixed_dictionaries({"due": st.sampled_from([None, "2026-03-01", "2026-04-01"]), "priority": st.integers(0, 3)}),
    st.fixed_dictionaries({"estimate": st.integers(0, 2)}),
    st.fixed_dictionaries({"completion": st.sampled_from(["anyone", "everyone"])}),
)
some = st.integers(0, 3)  # one of the tasks
step = st.tuples(
    st.sampled_from(["ada", "grace"]),
    st.one_of(
        st.tuples(st.just("hear"), st.integers(1, 9)),
        st.tuples(st.just("add"), st.none() | some),
        st.tuples(st.just("edit"), st.tuples(some, edits)),
        st.tuples(st.just("edit"), st.tuples(st.just(0), edits)),
        st.tuples(st.just("done"), st.tuples(some, st.booleans())),
        st.tuples(st.just("move"), st.tuples(some, st.none() | some, st.none() | some)),
        st.tuples(st.just("remove"), some),
        st.tuples(st.just("claim"), st.tuples(some, st.booleans())),
        st.tuples(st.just("undo"), st.integers(0, 3)),
    ),
)


class Page:
    """What one member's page knows: of each task the row with the highest number it was told."""

    def __init__(self):
        self.rows = {}

    def hear(self, events):
        for event in events:
            id = event["task"]["id"] if "task" in event else event["id"]
            if event["seq"] > self.rows.get(id, {"seq": 0})["seq"]:
                self.rows[id] = event
        return self

    @property
    def list(self):
        return {id: event["task"] for id, event in self.rows.items() if "task" in event}


class History:
    """A room, what was told in it, and two members who each hear of it when they do."""

    def __init__(self, people):
        self.people = people
        self.room = Room.objects.create_for(people["ada"], "Library")
        self.room.admit(people["grace"])
        self.start = Room.objects.get(pk=self.room.pk).seq
        self.events, self.pages, self.heard = [], {name: Page() for name in people}, dict.fromkeys(people, 0)
        self.ids, self.acts, self.seen = [], [], {}
        for _ in range(3):
            self.add("ada", None)
        for name in people:
            self.hear(name, 3)

    def ask(self, who, type, **fields):
        call = parse(json.dumps({"type": f"tasks.{type}", "ref": 1, **fields}))
        job = Job(actions[f"tasks.{type}"], call, (self.room.pk, self.people[who].pk))
        letters = perform([job])
        self.events += [json.loads(letter.text) for letter in letters if isinstance(letter, Telling)]
        if isinstance(job.answer, Refused):
            assert job.answer.code in ("changed-meanwhile", "not-found", "cycle", "too-deep", "not-yours")
            return None
        if job.answer["act"]:
            self.acts.append(job.answer["act"])
        return job.answer

    def play(self, who, type, value):
        if type == "hear":
            self.hear(who, value)
        elif type == "add":
            self.add(who, value)
        elif type == "edit":
            self.edit(who, *value)
        elif type == "undo":
            self.ask(who, "undo", act=self.acts[-1 - value % len(self.acts)])
        else:
            first, *rest = value if isinstance(value, tuple) else (value,)
            names = {"done": ["done"], "claim": ["on"], "remove": [], "move": ["parent", "after"]}[type]
            rest = [one if type != "move" or one is None else self.id(one) for one in rest]
            self.ask(who, type, id=self.id(first), **dict(zip(names, rest, strict=True)))

    def id(self, n):
        return self.ids[n % len(self.ids)]

    def hear(self, who, more):
        start = self.heard[who]
        self.pages[who].hear(self.events[start : start + more])
        self.heard[who] = min(len(self.events), start + more)

    def add(self, who, parent):
        answer = self.ask(
            who, "add", list="room", title="New", client_id=f"c{next(names)}", parent=None if parent is None or not self.ids else self.id(parent)
        )
        if answer:
            self.ids.append(answer["id"])

    def edit(self, who, n, fields):
        """With what their page shows as the base: whatever is written over, they had seen."""
        id = self.id(n)
        shown = self.pages[who].rows.get(id, {"seq": 0})["seq"]
        before = Page().hear(self.events).list.get(id)
        versions = before and dict(before["versions"])
        if self.ask(who, "edit", id=id, base=shown, **fields):
            for name, value in fields.items():
                assert before[name] == value or versions.get(name, 0) <= shown
        elif before:
            assert any(before[name] != value and versions.get(name, 0) > shown for name, value in fields.items())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=8, max_size=30), data=st.data())
def test_in_whatever_order_the_events_come_every_page_shows_the_table(people, steps, data):
    history = History(people)
    for who, (type, value) in steps:
        history.play(who, type, value)
    table = Page().hear(json.loads(json.dumps(one)) for one in told(history.room)).list
    for who in people:
        history.hear(who, len(history.events))
        assert history.pages[who].list == table
    assert Page().hear(data.draw(st.permutations(history.events))).list == table
    numbers = [event["seq"] for event in history.events]
    assert numbers == list(range(history.start + 1, history.start + 1 + len(numbers)))
    is_a_tree(table)


def told(room):
    from rooms.live.protocol import encode

    return [json.loads(encode(event)) for event in Task.objects.changes(room, 0)]


def is_a_tree(table):
    for task in table.values():
        line = [task]
        while line[-1]["parent"]:
            line.append(table[line[-1]["parent"]])
            assert len(line) <= LEVELS
    places = [(task["parent"], task["position"]) for task in table.values()]
    assert len(places) == len(set(places))


hers = st.fixed_dictionaries({}, optional={"title": st.sampled_from("ABC"), "priority": st.integers(0, 3)})
his = st.fixed_dictionaries({}, optional={"due": st.sampled_from([None, "2026-03-01"]), "estimate": st.integers(0, 3)})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(some, hers), max_size=6), st.lists(st.tuples(some, his), max_size=6), st.lists(st.booleans(), max_size=12))
def test_two_queues_of_edits_of_different_fields_end_alike_however_they_mix(people, one, other, order):
    """Both were made without a connection, and are replayed when it is back; each keeps up with its own answers."""
    ends = []
    for turns in (order, [True] * len(one), []):
        history = History(people)
        queues, bases = {"ada": list(one), "grace": list(other)}, {"ada": {}, "grace": {}}
        for hers_first in [*turns, *[True] * len(one), *[False] * len(other)]:
            who = "ada" if hers_first else "grace"
            if queues[who]:
                n, fields = queues[who].pop(0)
                id = history.id(n)
                base = bases[who].get(id, history.start + 3)
                answer = history.ask(who, "edit", id=id, base=base, **fields)
                bases[who][id] = max(base, answer["number"])
        rows = Task.objects.filter(room=history.room).order_by("pk")
        ends.append([[getattr(row, name) for name in ("title", "priority", "due", "estimate")] for row in rows])
    assert ends[0] == ends[1] == ends[2]


@pytest.fixture
def people(ada, grace):
    return {"ada": ada, "grace": grace}
