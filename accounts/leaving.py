"""How somebody deletes their account: verbs of a user."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from . import erasing
from .signals import access_ended, before_erasing, erased

COUNTED = {"id", "seq", "epoch"}  # others count them meanwhile: what we have read may be old


def belongings(user):
    """{name: what} of what somebody should settle before they go, from whoever knows: a page's context."""
    return {name: found for _, answer in before_erasing.send(type(user), user=user) for name, found in answer.items()}


class Leaving:
    """Of a user: gone for good."""

    @transaction.atomic
    def depart(self, messages):
        """They delete their account. Name, access and possessions go now; `User.objects.erase_some` sees to the rest."""
        before = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        erased.send(type(self), user=before)
        erasing.forget_name(before)
        before.picture()
        access_ended.send(type(self), user=self, session=None)
        self.sign_ins.drop()
        erasing.forget_possessions(self)
        blank = {field.name: field.get_default() for field in self._meta.concrete_fields if field.name not in COUNTED}
        blank |= {"username": f"deleted-{secrets.token_hex(8)}", "display_name": erasing.GONE, "password": make_password(None)}
        blank |= {"is_active": False, "erasing": messages}
        type(self).objects.filter(pk=self.pk).update(**blank, epoch=models.F("epoch") + 1)
        self.refresh_from_db()
