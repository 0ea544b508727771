"""Pages travel packed: of a room's page, a sixth is left."""

from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

WORTH_BYTES = 1_400  # below that it is one packet anyway
PADDING_BYTES = 100  # at most, at random: the length must not tell what a page holds (BREACH; "Heal the Breach", Palacios et al. 2022)


def middleware(get_response):
    def respond(request):
        response = get_response(request)
        if not is_page(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            pack(response)
        return response

    return respond


def is_page(response):
    """Only what is whole and made for this answer: files have their own ways, and their ranges."""
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return html and not response.streaming and not response.has_header("Content-Encoding") and len(response.content) >= WORTH_BYTES


def pack(response):
    response.content = compress_string(response.content, max_random_bytes=PADDING_BYTES)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "gzip"
