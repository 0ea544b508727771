"""Pictures of people: whatever is sent is decoded once, within bounds, and drawn anew; nothing of the file itself is kept."""

import secrets
import warnings
from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from syncroom import limits

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGE, SMALL = 256, 64  # pixels a side
FOLDER, TYPE = "avatars", "image/webp"
_one_at_a_time = Lock()  # a large one takes a hundred megabytes for a moment

EMPTY = "This file is empty."
HEAVY = f"This file is too large: at most {limits.AVATAR_BYTES // 1024 // 1024 or 1} MB, please."
STRANGE = "This is no picture we can read. JPEG, PNG, WebP and GIF work."
VAST = f"This picture has too many pixels: at most {limits.AVATAR_PIXELS / 1_000_000:g} million, please."
BROKEN = "This picture is damaged, or only half of it arrived."


def encoded(upload):
    """(large, small): WebP bytes of the middle square of an uploaded file's first frame; ValidationError in words."""
    if not upload.size:
        raise ValidationError(EMPTY, code="empty")
    if upload.size > limits.AVATAR_BYTES:
        raise ValidationError(HEAVY, code="heavy")
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is lower
        picture = decoded(upload)
        return tuple(drawn(picture, side) for side in (LARGE, SMALL))


def decoded(upload):
    try:
        picture = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError:
        raise ValidationError(VAST, code="vast") from None
    except Exception:  # decoders fail in many ways
        raise ValidationError(STRANGE, code="strange") from None
    if picture.width * picture.height > limits.AVATAR_PIXELS:
        raise ValidationError(VAST, code="vast")
    try:
        picture.draft("RGB", (LARGE, LARGE))  # a JPEG need not be decoded finer than it is drawn
        return ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    except Image.DecompressionBombError:
        raise ValidationError(VAST, code="vast") from None
    except Exception:
        raise ValidationError(BROKEN, code="broken") from None


def drawn(picture, side):
    return webp(ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS))


def webp(picture, quality=85):
    """The pixels, and nothing the file said about them."""
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    file = BytesIO()
    clean.save(file, "WEBP", quality=quality, method=4)
    return file.getvalue()


def new_files(pictures):
    """{field: (name, file)} under a new name, which nobody can guess and which never gets other contents."""
    token = secrets.token_hex(16)
    return {field: (name_of(token, field), ContentFile(data)) for field, data in zip(("avatar", "avatar_small"), pictures, strict=True)}


def name_of(token, field="avatar"):
    return f"{FOLDER}/{token}{'-64' if field == 'avatar_small' else ''}.webp"


def token_of(name):
    """What others are told of it; "" for none."""
    return name.removeprefix(f"{FOLDER}/").removesuffix(".webp") if name else ""
