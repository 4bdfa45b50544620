"""Waits until an address answers well, a minute at most, or until the process behind it is gone: await.py ADDRESS PID."""

import os
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

if __name__ == "__main__":
    address, pid = sys.argv[1], int(sys.argv[2])
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urlopen(address, timeout=5).close()
            sys.exit(0)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
    sys.exit(1)
