"""The key that signs."""

from pathlib import Path

from django.conf import settings


def kept_key() -> Path | None:
    """The file of the generated secret key; None when the operator gives the key and keeps it elsewhere."""
    path = Path(settings.DATA_DIR) / "secret_key"
    return path if path.exists() and path.read_text(encoding="ascii").strip() == settings.SECRET_KEY else None
