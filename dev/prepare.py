"""Before the server starts: words, tables, rules, matters, the demo town, static files. All of it may run again and again."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands

STEPS: list[tuple[str, dict[str, object]]] = [
    ("compile_catalogues", {}),
    ("migrate", {"interactive": False, "verbosity": 0}),
    ("load_rules", {"verbosity": 0}),
    ("load_matters", {"verbosity": 0}),
    ("demo", {"verbosity": 0}),
    ("collectstatic", {"interactive": False, "verbosity": 0}),
]

if __name__ == "__main__":
    django.setup()
    for step, options in STEPS:
        if step not in get_commands() or (step == "demo" and not settings.DEMO):
            continue
        print(f"  {step}", flush=True)
        try:
            call_command(step, **options)
        except CommandError as refusal:
            sys.exit(str(refusal))
