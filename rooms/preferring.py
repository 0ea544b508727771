"""What somebody likes reaches all their open pages."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from accounts.preferences import valid

from .events import Preferred
from .live import registry


@registry.my_replay
def mine(since):
    """(user id, Preferred) for those who have chosen something else after their number."""
    later = Q()
    for user, number in since.items():
        later |= Q(pk=user, preferences_mine__gt=number)
    rows = get_user_model().objects.filter(later).values_list("pk", "preferences_mine", "preferences") if since else ()
    for user, number, choices in rows:
        yield user, Preferred(mine=number, choices=valid(choices))
