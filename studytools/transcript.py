"""What a room did together, for whoever takes the room along."""

from django.utils.html import format_html

from rooms.transcript import in_order, section

from .tasks.models import Task


def tasks(room):
    for task in in_order(Task.objects.standing().filter(room=room), "pk"):
        yield {
            "id": task.pk,
            "title": task.title,
            "part_of": task.parent_id,
            "due": task.due,
            "priority": task.priority,
            "estimate": task.estimate,
            "focus_seconds": task.seconds,
            "assignees": task.assignees,
            "done_at": task.done_at,
        }


def task_html(row):
    mark = "☑" if row["done_at"] else "☐"
    return format_html('<article><p dir="auto">{} {}</p></article>\n', mark, row["title"])


section("tasks", "Tasks", tasks, task_html)
