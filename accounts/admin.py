"""People, for administrators: who there is, and who may not come in."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

User = get_user_model()


@never_cache
def login(request, extra_context=None):
    """The site's own login page: the admin's form would be a second door, where nobody counts the tries."""
    back = get_next_redirect_url(request) or reverse("admin:index")
    if not request.user.is_authenticated or request.user.is_guest:
        return redirect_to_login(back)
    if not request.user.is_staff:
        return render(request, "403.html", {"exception": "Only for administrators."}, status=403)
    return redirect(back)


admin.site.login = login


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "name", "is_guest", "is_active", "is_staff", "seen_at", "date_joined", "rooms")
    list_filter = ("is_active", "is_guest", "is_staff", "is_superuser", "seen_at")
    search_fields = ("username", "display_name", "email")
    ordering = ("-seen_at",)
    list_per_page = 50
    show_full_result_count = False
    actions = ("suspend", "reinstate")
    readonly_fields = ("is_active", "is_guest", "seen_at", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email")}),
        ("Access", {"fields": ("is_active", "is_guest", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("When", {"fields": ("seen_at", "last_login", "date_joined")}),
    )

    def get_queryset(self, request):
        """With `rooms`, counted only for the rows that are shown."""
        member = User._meta.get_field("memberships").related_model
        rooms = member.objects.filter(user=OuterRef("pk")).exclude(role="gone").order_by().values("user").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(rooms=Coalesce(Subquery(rooms), 0))

    @admin.display(ordering="rooms")
    def rooms(self, user):
        return user.rooms

    # Who may do what to whom: an administrator does not make themself, or another, a superuser, or touch one.

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_touch(request.user, obj))

    def has_suspend_permission(self, request):
        return request.user.has_perm("accounts.suspend_user") or request.user.has_perm("accounts.change_user")

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and obj != request.user

    def get_readonly_fields(self, request, obj=None):
        powers = () if request.user.is_superuser else ("is_staff", "is_superuser", "groups", "user_permissions")
        return (*self.readonly_fields, *powers)

    @admin.action(description="Suspend: out at once, and no way in", permissions=["suspend"])
    def suspend(self, request, people):
        self.act(request, people.filter(is_active=True), User.suspend, "Suspended")

    @admin.action(description="Reinstate", permissions=["suspend"])
    def reinstate(self, request, people):
        self.act(request, people.filter(is_active=False), User.reinstate, "Reinstated")

    def act(self, request, people, verb, word):
        done = 0
        for person in people:
            if person == request.user or not may_touch(request.user, person):
                messages.error(request, f"Not {person}: that is not yours to do.")
                continue
            verb(person)
            self.log_change(request, person, f"{word}.")
            done += 1
        messages.success(request, f"{word}: {done}.")

    def delete_model(self, request, obj):
        User.objects.filter(pk=obj.pk).leave()

    def delete_queryset(self, request, queryset):
        User.objects.filter(pk__in=queryset.exclude(pk=request.user.pk).values("pk")).leave()


def may_touch(by, person):
    return by.is_superuser or not person.is_superuser
