"""Parts of pages kept in the memory of a process, as long as the index says the same."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST = 200
SECONDS = 60
"""What the index does not know (the name of a theme) may be so much older."""

Key = tuple[object, ...]


class Rendered:
    """The parts that were asked for last."""

    def __init__(self) -> None:
        self._parts: OrderedDict[Key, tuple[float, str]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, render: Callable[[], str]) -> str:
        """The part under this key, rendered now when it is not there or too old."""
        with self._lock:
            kept = self._parts.get(key)
            if kept and time.monotonic() - kept[0] < SECONDS:
                self._parts.move_to_end(key)
                return kept[1]
        text = render()
        with self._lock:
            self._parts[key] = (time.monotonic(), text)
            while len(self._parts) > MOST:
                self._parts.popitem(last=False)
        return text


results = Rendered()
