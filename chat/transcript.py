"""What was said and asked in a room, for whoever takes the room along."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from accounts.erasing import GONE
from rooms.transcript import in_order, section

from .markdown import sanitize
from .models import Message, Question


def messages(room):
    """What everybody can read, in its order."""
    for message in in_order(Message.objects.standing().filter(room=room), "place"):
        author = {"id": message.author_id, "name": message.author_name} if message.author_name else None
        yield {
            "id": message.pk,
            "place": message.place,
            "at": message.at,
            "edited_at": message.edited_at,
            "author": author,
            "kind": message.kind,
            "text": message.body,
            "html": sanitize(message.html),
        }


def questions(room):
    """Whoever asked anonymously stays so."""
    for question in in_order(Question.objects.standing().filter(room=room), "pk"):
        yield {
            "id": question.pk,
            "at": question.released_at or question.at,
            "asker": None if question.anonymous else {"id": question.asker_id, "name": question.asker_name or GONE},
            "text": question.text,
            "answered_at": question.answered_at,
        }


def message_html(row):
    name = row["author"]["name"] if row["author"] else ""
    words = mark_safe(row["html"])  # noqa: S308 sanitised just now
    return line(name, row["at"], words, "edited" if row["edited_at"] else "")


def question_html(row):
    name = row["asker"]["name"] if row["asker"] else "somebody"
    return line(name, row["at"], format_html("<p>{}</p>", row["text"]), "answered" if row["answered_at"] else "open")


def line(name, at, words, note):
    head = format_html("<header><b>{}</b> <time>{}</time> <small>{}</small></header>", name, f"{at:%Y-%m-%d %H:%M}", note)
    return format_html('<article>{}<div dir="auto">{}</div></article>\n', head, words)


section("messages", "What was said", messages, message_html)
section("questions", "Questions", questions, question_html)
