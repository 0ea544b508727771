"""The building: settings, addresses, the server, and what keeps it."""

__version__ = "0.1.0"
