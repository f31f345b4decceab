"""`python -m parvis` is the `parvis` command."""

from parvis.cli import main

main()
