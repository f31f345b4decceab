"""Values kept in the memory of a process."""

import threading

import pytest

from parvis.core.memory import Kept, forget_everything


@pytest.fixture
def counted():
    loaded = []

    def load():
        loaded.append(len(loaded) + 1)
        return loaded[-1]

    return Kept(load, seconds=10), loaded


def aged(kept):
    """Make the value look as old as can be."""
    _at, value = kept._value
    kept._value = (float("-inf"), value)


def test_value_is_loaded_once_and_again_when_it_is_old(counted):
    kept, loaded = counted
    assert (kept.get(), kept.get()) == (1, 1)
    aged(kept)
    assert (kept.get(), loaded) == (2, [1, 2])


def test_forgotten_value_is_loaded_again(counted):
    kept, _loaded = counted
    kept.get()
    kept.forget()
    assert kept.get() == 2
    forget_everything()
    assert kept.get() == 3


def meanwhile(work):
    """Run it in a thread that has ended when this returns; its answer."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    thread.join(timeout=600)
    return answers


def test_while_one_thread_loads_the_others_go_on_with_what_they_have():
    seen = []

    def load():
        if seen:  # while the second loading is under way, ask from another thread
            seen.extend(meanwhile(kept.get))
        seen.append("loaded")
        return len(seen)

    kept = Kept(load, seconds=10)
    assert kept.get() == 1
    aged(kept)
    assert kept.get() == 3
    assert seen == ["loaded", 1, "loaded"]


def test_value_that_was_forgotten_while_it_was_loaded_is_not_kept():
    values = iter(["before the change", "after the change"])

    def load():
        value = next(values)
        if value == "before the change":
            meanwhile(kept.forget)
        return value

    kept = Kept(load, seconds=10)
    assert kept.get() == "before the change"
    assert kept.get() == "after the change"


def test_a_loading_that_fails_leaves_the_way_free():
    failing = Kept(lambda: 1 / 0, seconds=10)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            failing.get()
