"""What the moderators' desk has learnt to do since: members, bans, invitations, questions, the audit."""

from importlib import import_module

from django.db import migrations, models

HELD = {
    "rooms": "change_membership add_ban view_invitation change_invitation",
    "chat": "view_question change_question",
    "accounts": "view_deed",
    "admin": "view_logentry",
}


def make(apps, schema_editor):
    import_module("chat.migrations.0004_moderators").grant(apps, HELD)


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0005_horizon"),
        ("rooms", "0011_desk"),
        ("accounts", "0006_audit"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [
        migrations.AddIndex("message", models.Index(fields=["author", "id"], name="message_authors")),
        migrations.AddIndex("message", models.Index(fields=["removed_at"], name="message_removed", condition=models.Q(removed_at__isnull=False))),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
