"""Static files, named by their contents and packed with brotli and gzip."""

import re

from django.conf import settings
from servestatic.storage import CompressedManifestStaticFilesStorage

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
FOR_GOOD = "max-age=31536000, immutable"
NEEDLESS = ("ETag", "Last-Modified", "Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Request-ID")


class PackedOnce(CompressedManifestStaticFilesStorage):
    """What is named by its contents is packed once for ever, and nothing else is: nobody is sent there. A second start takes a second."""

    def compress_files(self, paths):
        return super().compress_files([path for path in paths if HASHED.search(path) and not self.exists(f"{path}.br")])


def lean(get_response):
    """What never changes says no more about itself than a browser needs: a room's page is of many small files, and half of each was headers."""

    def respond(request):
        response = get_response(request)
        if request.path.startswith(settings.STATIC_URL) and "immutable" in response.headers.get("Cache-Control", ""):
            for name in NEEDLESS:
                response.headers.pop(name, None)
            response.headers["Cache-Control"] = FOR_GOOD
            response.headers["Content-Type"] = response.headers["Content-Type"].partition(";")[0]  # it is read as its page is: UTF-8
        return response

    return respond
