"""What people say in a study room: plain sentences, or Markdown with code and maths."""

import json

PLAIN = [
    "Good morning, I am on chapter seven today",
    "Does anybody have the notes from Tuesday, I missed the last half hour",
    "Yes",
    "I think the second step only works because the matrix is symmetric, otherwise you cannot swap them",
    "Five more minutes and then a break",
    "It took me two hours to see that the sign was wrong in the very first line, so check that before anything else",
    "Thanks, that helps",
    "Who is coming to the library tomorrow",
    "The exam covers everything up to and including week nine, she said so at the end of the lecture",
    "Same here",
    "Try the old exam from last year, question four is nearly the same as this one but with a nicer number",
    "Back at ten past",
]
MARKDOWN = [
    "It is shorter like this:\n\n```python\ndef fib(n):\n    a, b = 0, 1\n"
    "    for _ in range(n):\n        a, b = b, a + b\n    return a\n```\n\nand as fast",
    "By parts: $\\int u\\,dv = uv - \\int v\\,du$",
    "Use `sorted(words, key=len)` and **not** a loop",
    "The sum is\n\n$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$\n\nby pairing first and last",
    "For $x \\to 0$ you have $\\frac{\\sin x}{x} \\to 1$, which is all you need",
    "```sql\nSELECT name, count(*) FROM visits GROUP BY name\n```\n\nThat is the whole answer",
]
POST = {
    "syncroom": b'{"type":"chat.post","ref":%%(n)d,"client_id":"b%%(n)d","body":"%s #%%(n)d."}',
    "tutorial": b'{"message":"%s #%%(n)d."}',
}


def bodies(markdown):
    return MARKDOWN if markdown else PLAIN


def posts(peer, markdown):
    """Templates of frames, to be filled with {b"n": number}."""
    escaped = (json.dumps(body)[1:-1].replace("%", "%%").encode() for body in bodies(markdown))
    return [POST[peer] % body for body in escaped]
