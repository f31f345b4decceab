"""Reviewers to applications: seconds, memory, objective, bound and gap; from memory, and from CSV to CSV."""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.report import Report, Table

SIZES = ((200, 60), (2_000, 600), (10_000, 3_000))
CSV = (2_000, 600)
REVIEWS = 3
SEED = 7
PEERS = (
    "On a like machine OpenReview's matcher took 70 s at 2,000 × 600 with MinMax (99.8 % of the optimum) and 56 s with "
    "FairSequence (99.3 %). `python -m bench.assign FOLDER` writes the same scores.csv and conflicts.csv for it: its "
    "columns are in the same order, and its command line wants them without their first lines."
)


def measure(*, quick: bool) -> Report:
    """Each size in a process of its own, so that its peak of memory is its own."""
    sizes = SIZES[:1] if quick else SIZES
    memory = Table(
        (
            "size",
            "objective",
            "seconds",
            "peak, MB",
            "scores, MB",
            "sum",
            "bound",
            "gap",
            "floor",
            "its bound",
            "rounds",
        ),
        title="From scores in memory",
        before="Reviews 3 each; maximal loads leave 15 % of room; 2 % of the pairs are conflicts. Seconds are those of "
        "checking the problem and solving it, the best of three for total; the peak is that of the process.",
    )
    for size in sizes:
        for objective in ("total", "fair"):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                memory.rows.append(pool.apply(_measured, (size, objective)))
    files = Table(("2,000 × 600", "seconds", "peak, MB", "sum", "bound"), title="From and to CSV", after=PEERS)
    files.rows = list(_from_files((200, 60) if quick else CSV))
    return Report("assign", "Measures of assigning reviewers", [memory, files])


def scores(count: int, people: int) -> np.ndarray:
    """Affinities with the shape of real ones: themes of which some are crowded, reviewers who fit many, noise.

    Between 0 and 1 with six decimals; a conflict is NaN.
    """
    random = np.random.default_rng(SEED)
    themes = max(8, people // 25)
    crowd = 1 / np.sqrt(np.arange(1, themes + 1))
    crowd /= crowd.sum()
    asked = random.dirichlet(0.6 * crowd * min(themes, 12), size=count).astype(np.float32)
    known = random.dirichlet(crowd[random.permutation(themes)] * 0.06 * themes + 0.02, size=people).astype(np.float32)
    found = np.sqrt(asked) @ np.sqrt(known).T
    found *= 0.85 + 0.15 * random.random(people, dtype=np.float32)
    found *= 0.85
    found += 0.15 * random.random(found.shape, dtype=np.float32)
    found = np.round(np.clip(found, 0, 1).astype(np.float64), 6)
    found[random.random(found.shape, dtype=np.float32) < 0.02] = np.nan
    return found


def load(count: int, people: int) -> int:
    """A maximal load that leaves 15 % of room."""
    return -(-count * REVIEWS * 115 // 100 // people)


def _measured(size: tuple[int, int], objective: str) -> tuple[object, ...]:
    from parvis.engine.assign import assign, problem_of, verify

    table = scores(*size)
    assign(problem_of(scores(20, 10), max_load=8))  # so that importing the solver is not measured
    took = []
    for _time in range(3 if objective == "total" else 1):
        began = time.perf_counter()
        problem = problem_of(table, reviews=REVIEWS, max_load=load(*size))
        answer = assign(problem, objective)
        took.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    faults = verify(problem, answer)
    if faults:
        raise RuntimeError(faults[0])
    floor = answer.floor
    return (
        f"{size[0]:,} × {size[1]:,}",
        objective,
        f"{min(took):.2f}",
        peak,
        table.nbytes / 2**20,
        f"{answer.objective:.6f}",
        f"{answer.upper_bound:.6f}",
        f"{answer.gap:.1e}",
        f"{floor.value if floor else answer.served.min():.6f}",
        f"{floor.upper_bound:.6f}" if floor else "",
        answer.rounds,
    )


def _from_files(size: tuple[int, int]) -> list[tuple[object, ...]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, scores(*size))
        files = ["--scores", str(folder / "scores.csv"), "--max-load", str(load(*size))]
        ours = ["-m", "parvis", "engine", "assign", *files, "--conflicts", str(folder / "conflicts.csv")]
        ours += ["--output", str(folder / "out.csv"), "--json", "--objective"]
        return [_run(goal, [sys.executable, *ours, goal]) for goal in ("total", "fair")]


def _write(folder: Path, table: np.ndarray) -> None:
    with (folder / "scores.csv").open("w") as file, (folder / "conflicts.csv").open("w") as other:
        file.write("application,reviewer,score\n")
        other.write("application,reviewer,constraint\n")
        for a, row in enumerate(table.tolist()):
            file.writelines(f"a{a},r{r},{score:.6f}\n" for r, score in enumerate(row) if score == score)
            other.writelines(f"a{a},r{r},-1\n" for r, score in enumerate(row) if score != score)


def _run(what: str, command: list[str]) -> tuple[object, ...]:
    began = time.perf_counter()
    done = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    text = done.stdout.read() if done.stdout else ""
    _pid, status, used = os.wait4(done.pid, 0)
    took = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{command} ended with {status}")
    summary = json.loads(text)
    return what, f"{took:.2f}", used.ru_maxrss / 1024, f"{summary['objective']:.6f}", f"{summary['upper_bound']:.6f}"


if __name__ == "__main__":
    _write(Path(sys.argv[1]), scores(*CSV))
