"""Whoever is in several rooms is credited in one of them at a time, and in the next as soon as they are not in that one any more."""

from datetime import UTC, datetime, timedelta

from django.db.models import Max, Min, Q
from django.utils import timezone

from studytools.focus import models as focus

from .span import present

AT_THE_MOMENT = timedelta(seconds=1)
FOREVER = datetime.max.replace(tzinfo=UTC)


class Elsewhere:
    """Mixed into the intervals' manager."""

    def take_over(self, free):
        """[(user id, at), …] are no longer credited where they were since `at`: another room of theirs may focus too, or have done so since."""
        if not free:
            return
        reached, credited = dict(free), []
        since = Q(ended_at=None) | Q(ended_at__gt=min(reached.values()))
        spans = list(focus.Span.objects.filter(since, room__connections__member__user__in=reached).distinct().order_by("started_at"))
        here = present(member__user__in=reached, room__in={span.room_id for span in spans}) if spans else {}
        for span in spans:
            for (room, user), (came, acted) in sorted(here.items()):
                start = max(span.started_at, came, reached[user])
                if room == span.room_id and start < (span.ended_at or FOREVER):
                    credited.append((user, span, start, acted))
                    reached[user] = span.ended_at or FOREVER
        self.begin(credited)

    def after_others(self, rows):
        """What was noticed late lies after what they were credited with meanwhile, and before what they are credited with now, or is nothing."""
        late = [row for row in rows if row.started_at < timezone.now() - AT_THE_MOMENT]
        if not late:
            return rows
        known = self.filter(user__in={row.user_id for row in late}).filter(Q(ended_at=None) | Q(ended_at__gt=min(row.started_at for row in late)))
        lines = known.values_list("user").annotate(end=Max("ended_at"), open=Min("started_at", filter=Q(ended_at=None))).order_by()
        told = {user: (end, open) for user, end, open in lines}
        for row in late:
            end, running = told.get(row.user_id, (None, None))
            row.started_at = max(row.started_at, end or row.started_at)
            if row.ended_at and running:
                row.ended_at = min(row.ended_at, running)
        return [row for row in rows if row.started_at < (row.ended_at or FOREVER)]
