"""What comes before the first visitor: an address to listen on, tables of this version, and somebody who may administer the site."""

import errno
import socket
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone

from accounts import usernames

from . import limits
from .models import FirstLink

ELSEWHERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)  # a name may have more addresses than this machine


def check_address(host, port):
    """Nothing is said of a site that nobody could reach."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise CommandError(f"HOST: {host!r} is neither an address nor the name of one.", returncode=2) from None
    failures = [failure for family, *_, address in found if (failure := try_to_listen(family, address))]
    failures = [one for one in failures if one.errno not in ELSEWHERE or len(failures) == len(found)]
    if failures:
        words = {
            errno.EADDRINUSE: f"PORT: another program listens at {host}:{port} already. Stop it, or take another, as in PORT={port % 65535 + 1}.",
            errno.EACCES: f"PORT: {port} is not for everybody. Take one from 1024 on, and a proxy in front of it.",
        }
        raise CommandError(words.get(failures[0].errno, f"HOST: {host} is no address of this machine."), returncode=2)


def try_to_listen(family, address):
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return error


def check_tables():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The tables are not those of this version. Run manage.py migrate first, as make run does.", returncode=2)


def first_administrator(site, tell):
    """Whoever the environment names, or whoever opens the link that is printed; nothing once there is one."""
    if FirstLink.objects.taken():
        return
    if settings.ADMIN_USERNAME:
        from_environment(tell)
    else:
        token = FirstLink.objects.offer(timezone.now())
        until = timezone.now() + timedelta(seconds=limits.FIRST_LINK_SECONDS)
        tell(f"It has no administrator yet. Until {until:%d %B, %H:%M} UTC whoever opens this link becomes it, once:")
        tell(f"  {site}{reverse('account_first', args=[token])}")


def from_environment(tell):
    username = usernames.folded(settings.ADMIN_USERNAME)
    users = get_user_model().objects
    checked("SYNCROOM_ADMIN_USERNAME", usernames.check_shape, username)
    checked("SYNCROOM_ADMIN_PASSWORD", validate_password, settings.ADMIN_PASSWORD, get_user_model()(username=username))
    if users.filter(username=username).exists():
        raise CommandError(f"SYNCROOM_ADMIN_USERNAME: {username} has an account that is no administrator's. Take another name.", returncode=2)
    try:
        users.create_superuser(username, password=settings.ADMIN_PASSWORD, display_name=settings.ADMIN_USERNAME)
    except IntegrityError:
        return  # another process was quicker
    tell(f"{username} is its administrator now; SYNCROOM_ADMIN_PASSWORD is not read again.")


def checked(name, check, *values):
    try:
        check(*values)
    except ValidationError as error:
        raise CommandError(f"{name}: {' '.join(error.messages)}", returncode=2) from None
