"""Every tool's tables, where Django looks for them."""

from .tasks.models import Act, Task
from .timer.models import Timer
from .timer.polls import Poll

__all__ = ["Act", "Poll", "Task", "Timer"]
