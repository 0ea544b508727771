"""Leases: of several processes one at a time holds it, and when it dies the lease ends by itself."""

from datetime import timedelta

from django.db import models
from django.utils.dateparse import parse_datetime

from syncroom import limits

LEASE = timedelta(seconds=limits.LEASE_SECONDS)


class LeaseManager(models.Manager):
    def take(self, name, holder, now):
        """The lease, or None while another one holds it. In one conditional update, whoever else tries."""
        self.bulk_create([self.model(name=name, until=now)], ignore_conflicts=True)
        free = self.filter(name=name).filter(models.Q(until__lte=now) | models.Q(holder=holder))
        return self.get(name=name) if free.update(holder=holder, until=now + LEASE) else None


class Lease(models.Model):
    name = models.CharField(primary_key=True, max_length=32)
    holder = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField()
    plan = models.JSONField(default=dict)  # of what its holders do: name → when that is due again

    objects = LeaseManager()

    def __str__(self):
        return f"{self.name}: {self.holder or 'nobody'}"

    @property
    def _mine(self):
        return Lease.objects.filter(pk=self.pk, holder=self.holder)

    def renew(self, now):
        """False if another process has taken it meanwhile, as we were silent for too long."""
        return bool(self._mine.update(until=now + LEASE))

    def due(self, name, now):
        return name not in self.plan or parse_datetime(self.plan[name]) <= now

    def put_off(self, name, until):
        """Done, and due again then."""
        self.plan[name] = until.isoformat()
        self._mine.update(plan=self.plan)

    def release(self, now):
        self._mine.update(holder="", until=now)
