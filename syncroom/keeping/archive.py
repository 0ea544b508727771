"""A backup as one file: a ZIP that any program opens, sealed at its end so that no byte can change unnoticed."""

import hashlib
import os
import secrets
import shutil
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from . import manifest as manifests
from .manifest import NAME, Part, Unfit

SEAL = b"SyncRoom backup, sha256 of all before this digest: "
DIGEST_CHARS = 64
CHUNK = 1024 * 1024
ALTERED = "This backup was altered or cut short: it is not as it was made. Nothing was changed."


@contextmanager
def new(path):
    """Yields a Writer. The file is at `path` once it is whole, readable by its owner only; if anything fails, there is none."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with open(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
            with ZipFile(file, "w") as zipped:
                zipped.comment = SEAL + b"0" * DIGEST_CHARS
                yield Writer(zipped)
            seal(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def seal(file):
    end = file.seek(-DIGEST_CHARS, os.SEEK_END)
    digest = digest_of(file, end)
    file.seek(end)
    file.write(digest.encode())


def digest_of(file, end):
    """SHA-256 of the first `end` bytes."""
    file.seek(0)
    total = hashlib.sha256()
    while end > 0 and (some := file.read(min(CHUNK, end))):
        total.update(some)
        end -= len(some)
    return total.hexdigest()


class Writer:
    def __init__(self, zipped):
        self.zipped, self.parts = zipped, {}

    def add(self, source, name, packed=True):
        """Copy a file in; it may grow meanwhile, what is noted is what was read."""
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        info.external_attr = 0o600 << 16
        total, size = hashlib.sha256(), 0
        with open(source, "rb") as read, self.zipped.open(info, "w", force_zip64=True) as written:
            while some := read.read(CHUNK):
                total.update(some)
                size += len(some)
                written.write(some)
        self.parts[name] = Part(size, total.hexdigest())

    def finish(self, manifest):
        info = ZipInfo(NAME)
        info.external_attr = 0o600 << 16
        self.zipped.writestr(info, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


class Reader:
    """An existing backup. Opening it checks its seal and its manifest; `check()` all that is in it."""

    def __init__(self, path):
        try:
            self.file = open(path, "rb")  # noqa: SIM115 closed by close()
        except OSError as error:
            raise Unfit(f"{path} cannot be read: {error.strerror}.") from None
        try:
            self.check_seal()
            self.zipped = ZipFile(self.file)
            self.manifest = manifests.read(self.zipped.read(NAME))
        except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError):
            raise Unfit(ALTERED) from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def check_seal(self):
        size = self.file.seek(0, os.SEEK_END)
        length = len(SEAL) + DIGEST_CHARS
        self.file.seek(max(size - length, 0))
        seal = self.file.read()
        if not seal.startswith(SEAL) or seal[len(SEAL) :].decode("latin-1") != digest_of(self.file, size - DIGEST_CHARS):
            raise BadZipFile

    def check(self, folder=None):
        """Everything that the manifest names is there as it says, and nothing else; with a `folder`, it is laid there."""
        entries = {info.filename: info for info in self.zipped.infolist()}
        if len(entries) != len(self.zipped.infolist()) or set(entries) != {NAME, *self.manifest.files}:
            raise Unfit(ALTERED)
        if folder and shutil.disk_usage(folder).free < self.manifest.size * 1.1:
            raise Unfit(f"There is not enough room in {folder}: {self.manifest.size / 1e6:,.0f} MB are needed. Nothing was changed.")
        for name, part in self.manifest.files.items():
            if entries[name].file_size != part.size:
                raise Unfit(ALTERED)
            try:
                self.take(name, part, folder and folder / name)
            except (BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
                raise Unfit(ALTERED) from error

    def take(self, name, part, target):
        total = hashlib.sha256()
        if target:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        how = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW
        with self.zipped.open(name) as read, open(os.open(target, how, 0o600) if target else os.devnull, "wb") as written:
            while some := read.read(CHUNK):
                total.update(some)
                written.write(some)
        if total.hexdigest() != part.sha256:
            raise BadZipFile
