"""After the secret key was changed: what is sealed is sealed anew, so that the former key can go."""

from django.core.management.base import BaseCommand

from accounts.factors import codes  # noqa: F401 it keeps some of them
from syncroom.sealed import keepers


class Command(BaseCommand):
    help = (
        "Seals the secrets of everybody's second step, and of the accounts elsewhere that they connected, with today's SYNCROOM_SECRET_KEY."
        " Run it after a change of the key, while the former one stands in SYNCROOM_SECRET_KEY_FALLBACKS; then take it out of there."
        " Safe twice, and while people log in."
    )

    def handle(self, **options):
        done, lost = map(sum, zip(*(again() for again in keepers), strict=True))
        self.stdout.write(f"sealed anew: {done}, unreadable: {lost}")
