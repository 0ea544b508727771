"""Spotify, within its rules: a pasted link becomes a card, and each plays what it leads to for themselves alone."""
