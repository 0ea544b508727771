"""Every tool's tables, where Django looks for them."""

from .alarms.models import Alarm
from .focus.models import Desk, Interval, Phase, Span
from .pocket.models import Pocket
from .sound.models import Mix, Sound
from .tasks.models import Act, Task
from .timer.models import Timer
from .timer.polls import Poll

__all__ = ["Act", "Alarm", "Desk", "Interval", "Mix", "Phase", "Pocket", "Poll", "Sound", "Span", "Task", "Timer"]
