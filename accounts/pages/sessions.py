"""Where I am signed in, and the way to sign out there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.sessions import kept


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request):
    mine = kept(request.session.session_key)
    if request.method == "POST":
        return end(request, mine)
    rows = list(request.user.sign_ins.current())
    rows.sort(key=lambda row: row.pk != mine)
    return render(request, "accounts/sessions.html", {"rows": rows, "mine": mine})


def end(request, mine):
    """POST: `session` is the one to end, or "others"."""
    asked = request.POST.get("session", "")
    others = request.user.sign_ins.exclude(pk=mine)
    ended = (others if asked == "others" else others.filter(pk=asked.replace("\x00", ""))).end()
    if not ended and asked != "others":
        raise Http404("You are not signed in there.")
    messages.success(request, "Signed out there." if asked != "others" else "Signed out everywhere else.")
    return redirect("account_sessions")
