"""Lists that stay fast however long they are: nothing is counted that nobody asked for, and what a page needs besides is looked up for that page."""

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

COUNTED = 10_000


class Glimpse(Paginator):
    """Counts so many rows at most: who wants to see more searches, or looks into one room."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:COUNTED].count()


class BothEnds(Paginator):
    """Counts all, and reads a page beyond the middle from the end: a database walks past every row that stands before it."""

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        if start < self.count / 2:
            return super().page(number)
        stop = min(start + self.per_page, self.count)
        rows = list(self.object_list.reverse()[self.count - stop : self.count - start])
        return self._get_page(rows[::-1], number, self)


class Page(ChangeList):
    """Its model admin may `dress(rows)` the rows it shows, with what would cost a query each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = self.opts.verbose_name_plural.capitalize()

    def get_results(self, request):
        super().get_results(request)
        self.result_list = self.model_admin.dress(list(self.result_list))
        self.more = self.result_count >= COUNTED and isinstance(self.paginator, Glimpse)
