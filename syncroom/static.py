"""Static files, named by their contents and packed with brotli and gzip."""

import re

from servestatic.storage import CompressedManifestStaticFilesStorage

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


class PackedOnce(CompressedManifestStaticFilesStorage):
    """What is named by its contents is packed once for ever, and nothing else is: nobody is sent there. A second start takes a second."""

    def compress_files(self, paths):
        return super().compress_files([path for path in paths if HASHED.search(path) and not self.exists(f"{path}.br")])
