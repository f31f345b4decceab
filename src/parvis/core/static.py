"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, which works out each address once: a page asks for a hundred of them."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002 -- Django's signature
        """The address of a file; raises ValueError for one that was not collected."""
        known = self._addresses.get(name)
        if known is None or force:
            known = self._addresses[name] = str(super().url(name, force))
        return known
