"""Addresses of accounts that allauth has not."""

urlpatterns = []
