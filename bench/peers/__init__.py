"""The servers that are compared: each knows how to prepare its data, how to start, and where its people sit."""

from .syncroom import SyncRoom
from .tutorial import Tutorial

PEERS = {"syncroom": SyncRoom, "tutorial": Tutorial}
