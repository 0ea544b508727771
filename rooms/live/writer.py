"""The one writer of a process: actions wait in line, and while one batch commits the next one gathers."""

import logging
from itertools import groupby

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, transaction

from rooms.models import Membership, Room
from syncroom import limits

from .batching import Batcher
from .broadcast import gathered, speaker
from .counts import counts
from .protocol import Refused

log = logging.getLogger("syncroom.writer")
UNAVAILABLE = OperationalError, InterfaceError
RETRY_SECONDS = 2
BUSY = Refused("busy", retry_after=1)


class Writer(Batcher):
    def __init__(self):
        super().__init__("writer", perform, committed, limits.WRITER_BATCH, counts)

    def submit(self, job):
        if len(self.queue) >= limits.WRITER_QUEUE and job.who:
            counts.act(job.action.type, BUSY)
            job.connection.answer(job.call.ref, BUSY)
        else:
            super().submit(job)


def committed(batch, letters):
    """Both leave when the loop next turns, answers before the news: see RoomConsumer.flush."""
    try:
        if letters:
            speaker.spread(letters)
    finally:
        for job in batch:
            if job.who:
                counts.act(job.action.type, job.answer)
            if job.connection is not None:
                job.connection.answered(job)


def perform(batch):
    """In the writer's thread: fills in every answer, returns the letters that were committed.

    Foreign keys are checked at the commit, where no savepoint helps: a batch that fails there is done one by one.
    """
    try:
        close_old_connections()
        apart = [job for job in batch if job.action.how == "apart"]
        if not apart:
            return write(batch) if batch else []
        return [letter for job in apart for letter in do_apart(job)] + perform([job for job in batch if job not in apart])
    except UNAVAILABLE as error:
        log.warning("a batch of %d was not written: %s", len(batch), error)
        refusal = Refused("unavailable", retry_after=RETRY_SECONDS)
    except Exception as error:
        if len(batch) > 1:
            return [letter for job in batch for letter in perform([job])]
        if isinstance(error, Refused):
            batch[0].answer = error
            return []
        report(batch[0], error)
        refusal = Refused("failed")
    for job in batch:
        job.answer = refusal
    return []


def do_apart(job):
    with gathered() as letters:
        try:
            job.action.perform([(None, job.call)])
        except Exception as error:
            report(job, error)
    return letters


def write(batch):
    with gathered() as letters, transaction.atomic():
        Room.objects.lock({job.who[0] if job.who else job.room for job in batch} - {None})
        runs = [list(run) for _, run in groupby(batch, key=lambda job: job.action if job.action.how == "together" else job)]
        for run in runs:
            settle(run, sole=len(runs) == 1)
    return letters


def settle(run, sole):
    """One run of the same action: its members are looked up here, so a removal earlier in the batch counts."""
    asked = {job.who for job in run if job.who}
    members = Membership.objects.of(asked) if asked else {}
    able = [job for job in run if permit(job, members)]
    if sole:
        return able and attempt(able, members, savepoint=False)  # what fails is rolled back with the batch, and done one by one
    if len(able) > 1:
        try:
            return attempt(able, members)
        except UNAVAILABLE:
            raise
        except (Refused, DatabaseError, ValueError):
            pass  # somebody's call spoiled it: find out whose
    for job in able:
        alone(job, members)


def permit(job, members):
    if job.who is None:
        return True
    membership = members.get(job.who)
    if membership is None or not membership.may(job.action.needs):
        job.answer = Refused("forbidden")
    elif refusal := membership.refusal:
        job.answer = Refused(refusal)
    else:
        return True


def attempt(jobs, members, savepoint=True):
    """All of them in one savepoint, or none."""
    action = jobs[0].action
    with transaction.atomic(savepoint=savepoint):
        if action.how == "singly":
            jobs[0].answer = action.perform(members[jobs[0].who].whole(), *jobs[0].asked)
            return
        answers = action.perform([(members.get(job.who), *job.asked) for job in jobs])
    for job, answer in zip(jobs, answers or [None] * len(jobs), strict=True):
        job.answer = answer


def alone(job, members):
    """In its own savepoint, so that one refusal spoils nothing else."""
    try:
        attempt([job], members)
    except Refused as refusal:
        job.answer = refusal
    except UNAVAILABLE:
        raise
    except Exception as error:
        report(job, error)
        job.answer = Refused("failed")


def report(job, error):
    """Names the action and the kind of error; a message's words do not belong into a log."""
    room, user = job.who or (job.room, None)
    about = {"room_id": room, "user_id": user}
    log.error("%s failed: %s", job.action.type, type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG) and error, extra=about)


writer = Writer()
