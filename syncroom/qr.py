"""A QR code, drawn as one path."""

import segno

QUIET_MODULES = 4  # the empty border that readers of QR codes need


def drawn(link):
    """{size, path}: the QR code of `link` as an SVG path of unit squares, to be filled with whatever colour the page has."""
    code = segno.make(link, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=QUIET_MODULES)]
    return {"size": len(rows), "path": "".join(_runs(rows))}


def _runs(rows):
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
                start = None
