"""For who has lost passkey, app and recovery codes, and for the administrator who has nobody to ask."""

from django.core.management.base import BaseCommand, CommandError

from accounts import usernames
from accounts.factors.codes import drop
from accounts.models import User


class Command(BaseCommand):
    help = "Removes the passkeys, the app for codes and the recovery codes of an account: its password alone opens it again. Be sure who asks."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        person = User.objects.filter(username=usernames.folded(username)).first()
        if person is None:
            raise CommandError(f"There is no account {username}.")
        self.stdout.write(f"{person.username}: removed." if drop(person) else f"{person.username} has no second step.")
