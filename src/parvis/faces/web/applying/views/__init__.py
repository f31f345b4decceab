"""The views of applications."""
