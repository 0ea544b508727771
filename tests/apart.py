"""Loaded before Django reads the settings (pytest.ini): tests share nothing with the site that runs in this folder."""

import os
import tempfile

os.environ["SYNCROOM_DATA"] = os.environ.get("SYNCROOM_TEST_DATA") or tempfile.mkdtemp(prefix="syncroom-test-")
os.makedirs(f"{os.environ['SYNCROOM_DATA']}/static", exist_ok=True)
for name in ("DATABASE_URL", "REDIS_URL", "SYNCROOM_URL", "SYNCROOM_DEBUG", "HOST", "PORT"):
    os.environ.pop(name, None)
