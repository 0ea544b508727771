"""What was asked. Who asked anonymously stands on the question's own page alone, and there only for superusers."""

from django.contrib import admin
from django.db.models import Count, Q

from accounts.admin.acts import Act
from chat.models import Question
from rooms.admin.desk import ReadInRooms
from rooms.models import Room

FIELDS = ["room", "who", "anonymous", "at", "text", "answered_at", "answered_name", "removed_at", "removed_by"]


@admin.register(Question)
class QuestionAdmin(ReadInRooms):
    list_display = ["at", "room", "who", "words", "votes", "fate"]
    list_display_links = ["words"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter), ("removed_at", admin.EmptyFieldListFilter)]
    search_fields = ["text"]
    search_help_text = "The username or the beginning of the name of who asked by name, or a room's code. In one room: words of the question."
    ordering = ["-pk"]
    list_per_page = 100
    acts = [
        Act("take_down", "Remove", "removed a question", lambda question, by, why: question.take_down(by, why), "chat.change_question",
            fits=lambda question: question.removed_at is None, warns=lambda rows: ["The words are deleted, not hidden."], danger=True),
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).arrived()

    def get_fields(self, request, obj=None):
        return [*FIELDS, "asker"] if request.user.is_superuser else FIELDS

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    def found(self, request, text):
        if "room__id__exact" in request.GET:
            return Q(*(("text__icontains", word) for word in text.split()))
        room = Room.objects.coded(text)
        people = self.model._meta.get_field("asker").related_model.objects.ids_looked_for(text)
        return Q(asker__in=people, anonymous=False) | (Q(room=room) if room else Q(pk__in=[]))

    def dress(self, rows):
        voted = dict(Question.objects.filter(pk__in=[row.pk for row in rows]).annotate(n=Count("votes")).values_list("pk", "n"))
        for row in rows:
            row.count = voted.get(row.pk, 0)
        return rows

    @admin.display(description="asked by")
    def who(self, question):
        return "anonymous" if question.anonymous else question.asker_name

    @admin.display(description="question")
    def words(self, question):
        return str(question) or "(removed)"

    @admin.display
    def votes(self, question):
        return question.count

    @admin.display(description="since")
    def fate(self, question):
        return "removed" if question.removed_at else "answered" if question.answered_at else ""
