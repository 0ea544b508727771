#!/usr/bin/env python
"""SyncRoom's command line."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncroom.settings")
    from syncroom.commandline import main

    main(sys.argv)
