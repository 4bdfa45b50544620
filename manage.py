#!/usr/bin/env python
"""Django's command line, with the database up before it is needed."""

import os
import sys

from django.core.management import execute_from_command_line

from config import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    embedded.start_where_needed("".join(sys.argv[1:2]))
    execute_from_command_line(sys.argv)
