"""Timers and stopwatches that only I see."""
