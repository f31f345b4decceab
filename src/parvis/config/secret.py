"""The secret that signs sessions and links."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST = 32


def secret_key(given: str, data_dir: Path) -> str:
    """The key of the environment, or the one kept in the data folder, which is made on the first start."""
    if given:
        if len(given) < SHORTEST:
            raise ImproperlyConfigured(f"PARVIS_SECRET_KEY must have at least {SHORTEST} characters.")
        return given
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_once(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {data_dir} cannot be used: {error.strerror}. PARVIS_DATA_DIR names another."
        ) from error


def _make_once(path: Path) -> None:
    """Write a new key where there is none; of two processes that start together, both then read the same one."""
    if path.exists():
        return
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
