"""The file .env beside manage.py: what is wrong with it is said in words that never repeat what it holds, and it is read only if nothing is."""

import re
from io import StringIO

LINE = re.compile(r"(?:export )?[A-Za-z_0-9]+=.*")
NAME = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z_0-9]*)\s*(?:[=:\s]|$)")


def read(path, env):
    """Into the environment, which wins; the sentences about what is wrong, [] if nothing is."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        return [f".env: {str(path)!r} cannot be read ({getattr(error, 'strerror', None) or 'it is no text in UTF-8'})."]
    wrong = [said(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#") and not LINE.fullmatch(line)]
    if not wrong:
        env.read_env(StringIO("\n".join(lines)))
    return wrong


def said(number, line):
    found = NAME.match(line)
    if found:
        return f"{found[1]} in .env, line {number}: write it as {found[1]}=…, without spaces around the =."
    return f".env, line {number}: each line is NAME=value, or a remark that begins with #."
