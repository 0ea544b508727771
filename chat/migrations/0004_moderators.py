"""A group for the site's moderators, with just what they need: they read, act and decide, and hold no keys."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

HELD = {
    "rooms": "view_room change_room delete_room view_membership view_roomact view_ban change_ban view_report change_report",
    "chat": "view_message change_message",
    "accounts": "view_user suspend_user",
}


def make(apps, schema_editor):
    grant(apps, HELD)


def grant(apps, held):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Moderators")
    for label, names in held.items():
        config = apps.get_app_config(label)
        config.models_module = True  # or Django thinks there is nothing to be permitted yet
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
        found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=label, codename__in=names.split())
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0003_questions"),
        ("rooms", "0008_reports"),
        ("accounts", "0003_suspending"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
