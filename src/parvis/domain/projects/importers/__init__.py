"""One file for each register of projects."""
