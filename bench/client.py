"""A small load generator: `python -m bench.client PORT PATH CONNECTIONS SECONDS [COOKIES]`.

PATH is an address, or @FILE with one address on each line, which are asked for in turn. One thread over non-blocking
sockets that are kept open, each with one request under way at any time. It takes a few hundredths of a processor at a
thousand requests a second, so that it hardly competes with the server it measures.
"""

import itertools
import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path


class Connection:
    """One connection and the request that is under way on it."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(0)
        self.requests = requests
        self.send()

    def send(self) -> None:
        """Ask for what comes next."""
        self.received = b""
        self.left: int | None = None
        self.length = 0
        self.status = 0
        self.began = time.perf_counter()
        self.socket.send(next(self.requests))

    def receive(self) -> bool:
        """Take what has come; True when the answer is whole."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("the server closed the connection")
        if self.left is not None:
            self.left -= len(data)
            return self.left <= 0
        self.received += data
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if separator:
            self.status = int(head.split(b" ", 2)[1])
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            self.length = int(length.partition(b":")[2])
            self.left = self.length - len(body)
        return self.left is not None and self.left <= 0


def run(port: int, path: str, connections: int, seconds: float, cookies: str = "") -> dict[str, object]:
    """Ask as often as it is answered; returns each answer's time, how many were no 200, and their size on average."""
    paths = Path(path[1:]).read_text(encoding="utf-8").split() if path.startswith("@") else [path]
    requests = itertools.cycle([_request(port, each, cookies) for each in paths])
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        connection = Connection(port, requests)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    began = time.perf_counter()
    until, waits, failed, size = began + seconds, [], 0, 0
    while (now := time.perf_counter()) < until:
        for key, _mask in selector.select(timeout=1):
            if key.data.receive():
                waits.append(time.perf_counter() - key.data.began)
                failed += key.data.status != 200
                size += key.data.length
                key.data.send()
    return {"seconds": now - began, "waits": waits, "failed": failed, "size": size / max(1, len(waits))}


def _request(port: int, path: str, cookies: str) -> bytes:
    head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Language: fr", "Accept: text/html"]
    head += [f"Cookie: {cookies}"] if cookies else []
    return ("\r\n".join(head) + "\r\n\r\n").encode()


if __name__ == "__main__":
    _, port_, path_, connections_, seconds_, *cookies_ = sys.argv
    print(json.dumps(run(int(port_), path_, int(connections_), float(seconds_), *cookies_)))
