"""Every tool's tables, where Django looks for them."""

from .tasks.models import Act, Task

__all__ = ["Act", "Task"]
