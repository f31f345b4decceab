"""parvis: the platform that runs an innovation campus and federates the ecosystem around it."""

__version__ = "0.1.0"
