"""Focus: when a room focused, who was credited with it, and what each had set out to do."""

from .desk import ANSWER, Desk
from .interval import Interval
from .phase import Phase
from .span import Span, present

__all__ = ["ANSWER", "Desk", "Interval", "Phase", "Span", "present"]
