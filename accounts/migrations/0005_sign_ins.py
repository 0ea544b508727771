"""Sign-ins, and sessions under the hash of their keys: whoever is signed in stays so."""

from hashlib import blake2s

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def hash_keys(apps, schema_editor):
    sessions = apps.get_model("sessions", "Session").objects
    for key in list(sessions.values_list("pk", flat=True)):
        sessions.filter(pk=key).update(session_key=blake2s(key.encode(), digest_size=20).hexdigest())


def end_all(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_preferences"), ("sessions", "0001_initial")]

    operations = [
        migrations.RunPython(hash_keys, end_all),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="sessions.session"
                    ),
                ),
                ("device", models.CharField(max_length=60)),
                ("place", models.CharField(max_length=50)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sign_ins", to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
