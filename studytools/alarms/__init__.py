"""Alarms at a time of day, for me or for the room."""
