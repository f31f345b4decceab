"""`python -m bench [NAME…] [--quick]`: run measures, print their tables, keep them in docs/reference/measures."""

import argparse
import importlib
import sys
from pathlib import Path

BENCHES = {
    "assign": "bench.assign",
    "concurrency": "bench.concurrency",
    "dedupe": "bench.dedupe",
    "evening": "bench.evening",
    "imports": "bench.imports",
    "linking": "bench.linking",
    "load": "bench.load",
    "pages": "bench.pages",
    "recommend": "bench.recommend",
    "scores": "bench.scores",
    "search": "bench.search",
    "selection": "bench.selection",
    "spark": "bench.spark",
    "start": "bench.start",
}
"""Name to module; a module has `measure(*, quick: bool) -> bench.report.Report`, and `missing() -> str` where it
needs what may not be there. Add one line for each measure."""


def main() -> int:
    """Run what was asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="shorter runs; nothing is written to docs")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHES]
    if unknown:
        parser.error(f"there is no measure named {unknown[0]}; there are {', '.join(BENCHES)}")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    for name in arguments.names or BENCHES:
        module = importlib.import_module(BENCHES[name])
        if hasattr(module, "missing") and (sentence := module.missing()):
            print(f"\n{sentence}")
            continue
        report = module.measure(quick=arguments.quick)
        print(f"\n{report.markdown()}")
        if not arguments.quick:
            report.keep()
    return 0


if __name__ == "__main__":
    sys.exit(main())
