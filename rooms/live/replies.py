"""What one connection is answered: in one write with the news of the same commit, and before it."""

import asyncio

from .counts import counts
from .protocol import Refused, encode
from .transport import frame


class Replies:
    """Needs `answers`, a list, and `write(frames, texts)`."""

    def answer(self, ref, answer):
        """`answer`: Refused, or what `ok` carries."""
        reply = answer.as_reply(ref) if isinstance(answer, Refused) else {"type": "ok", "ref": ref, **(answer or {})}
        if not self.answers:
            asyncio.get_running_loop().call_soon(self.flush)
        self.answers.append(encode(reply))

    def flush(self, frames=b"", texts=()):
        """Answers leave in one write with the news of the same commit, before it."""
        if self.answers:
            answers, self.answers = self.answers, []
            counts.answers += len(answers)
            self.write(b"".join(map(frame, answers)) + frames, [*answers, *texts])

    def say(self, texts):
        """News for this connection alone."""
        if self.answers:
            self.flush(b"".join(map(frame, texts)), texts)
        elif texts:
            self.write(b"".join(map(frame, texts)), texts)
