"""Backups, and moving house."""
