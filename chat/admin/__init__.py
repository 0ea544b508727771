"""Where moderators read what was said and asked, and take away what must not stand."""

from .messages import MessageAdmin
from .questions import QuestionAdmin

__all__ = ["MessageAdmin", "QuestionAdmin"]
