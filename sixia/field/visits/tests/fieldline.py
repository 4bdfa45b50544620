"""A line between a phone and the house that a test can cut, or let drop after so many bytes."""

import contextlib
import socket
import threading


class Line:
    """Forwards one local port to the server, as long as it holds."""

    def __init__(self, port):
        self.port, self.up, self.drops_after, self.open = port, True, None, set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self.up = False
        for end in list(self.open):
            self._shut(end)

    def mend(self):
        self.up, self.drops_after = True, None

    def close(self):
        self._shut(self.listening)
        self.cut()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _address = self.listening.accept()
                if not self.up:
                    self._shut(near)
                    continue
                far = socket.create_connection(("127.0.0.1", self.port))
                self.open |= {near, far}
                for one, other, counted in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._carry, args=(one, other, counted), daemon=True).start()

    def _carry(self, one, other, counted):
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                if counted and self.drops_after is not None:
                    self.drops_after -= len(data)
                    if self.drops_after < 0:
                        break
                other.sendall(data)
        self._shut(one)
        self._shut(other)

    def _shut(self, end):
        self.open.discard(end)
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
