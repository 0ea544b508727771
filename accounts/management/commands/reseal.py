"""After the secret key was changed: what is sealed is sealed anew, so that the former key can go."""

from django.core.management.base import BaseCommand

from accounts.factors.codes import reseal


class Command(BaseCommand):
    help = (
        "Seals the secrets of everybody's second step with today's SYNCROOM_SECRET_KEY. Run it after a change of the key, while the former one"
        " stands in SYNCROOM_SECRET_KEY_FALLBACKS; then take it out of there. Safe twice, and while people log in."
    )

    def handle(self, **options):
        done, lost = reseal()
        self.stdout.write(f"sealed anew: {done}, unreadable: {lost}")
