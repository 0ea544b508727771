"""Where moderators read what was said, and take away what must not stand."""

from django.contrib import admin, messages
from django.db.models import Count
from django.utils.html import strip_tags

from .models import Message, Question


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ["at", "room", "author_name", "words", "edited", "removed"]
    list_display_links = ["words"]
    list_filter = [("removed_at", admin.EmptyFieldListFilter), "at"]
    list_select_related = ["room"]
    search_fields = ["body", "author_name", "room__name", "room__code"]
    fields = readonly_fields = ["room", "author", "author_name", "at", "body", "edited_at", "removed_at", "removed_by"]
    actions = ["strike"]
    ordering = ["-at"]
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request):
        """What the room has heard of: what is held for the break is its author's alone."""
        return super().get_queryset(request).arrived()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """A removed message leaves its place behind; only a room that goes takes its messages with it."""
        return False

    @admin.display(description="message")
    def words(self, message):
        text = " ".join(strip_tags(message.html).split())
        return f"{text[:80]}…" if len(text) > 80 else text or "(removed)"

    @admin.display(boolean=True)
    def edited(self, message):
        return message.edited_at is not None

    @admin.display(boolean=True)
    def removed(self, message):
        return message.removed_at is not None

    @admin.action(description="Remove the selected messages", permissions=["change"])
    def strike(self, request, queryset):
        standing = list(queryset.standing().select_related("room"))
        for message in standing:
            message.strike(request.user.pk)
            self.log_change(request, message, "Removed.")
        self.message_user(request, f"{len(standing)} messages removed.", messages.SUCCESS)


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """Who asked anonymously stands on the question's own page alone."""

    list_display = ["at", "room", "who", "words", "votes", "answered", "removed"]
    list_display_links = ["words"]
    list_filter = ["anonymous", ("answered_at", admin.EmptyFieldListFilter), ("removed_at", admin.EmptyFieldListFilter), "at"]
    list_select_related = ["room"]
    search_fields = ["text", "asker_name", "room__name", "room__code"]
    fields = readonly_fields = ["room", "asker", "anonymous", "at", "text", "answered_at", "answered_by", "removed_at", "removed_by"]
    actions = ["strike"]
    ordering = ["-at"]
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).arrived().annotate(count=Count("votes"))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """A removed question leaves its place behind; only a room that goes takes its questions with it."""
        return False

    @admin.display(description="asked by")
    def who(self, question):
        return "anonymous" if question.anonymous else question.asker_name

    @admin.display(description="question")
    def words(self, question):
        return str(question) or "(removed)"

    @admin.display(ordering="count")
    def votes(self, question):
        return question.count

    @admin.display(boolean=True)
    def answered(self, question):
        return question.answered_at is not None

    @admin.display(boolean=True)
    def removed(self, question):
        return question.removed_at is not None

    @admin.action(description="Remove the selected questions", permissions=["change"])
    def strike(self, request, queryset):
        standing = list(queryset.standing().select_related("room"))
        for question in standing:
            question.strike(request.user.pk)
            self.log_change(request, question, "Removed.")
        self.message_user(request, f"{len(standing)} questions removed.", messages.SUCCESS)
