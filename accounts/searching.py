"""How people are found by what somebody types: by index, however many there are."""

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower

LAST = chr(0x10FFFF)
FEW = 200


def beginning(field, text):
    """Q: a folded, indexed field begins with `text`. Each database has another way to do that by an index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST})


def lowered(text):
    """As the database's own LOWER would have it: SQLite knows the 26 letters only."""
    if connection.vendor == "postgresql":
        return text.lower()
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


class Looking:
    """For a queryset of people."""

    def looked_for(self, text):
        """Those with this username, or whose name begins so; with an @, whoever has this e-mail address."""
        text = " ".join(text.split())
        if "@" in text:
            return self.filter(email__iexact=text)
        named = self.model.objects.annotate(name_key=Lower("display_name")).filter(beginning("name_key", lowered(text))).values("pk")
        return self.filter(Q(username=self.model.normalize_username(text)) | Q(pk__in=named)) if text else self.none()

    def ids_looked_for(self, text):
        """The ids of the first of them, for looking in other tables."""
        return list(self.looked_for(text).values_list("pk", flat=True)[:FEW])
