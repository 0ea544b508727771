"""A message, as simple as it can be."""

from django.db import models


class Message(models.Model):
    room = models.CharField(max_length=50, db_index=True)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
