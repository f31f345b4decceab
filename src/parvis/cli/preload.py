"""Load once, before the server forks, what every one of its processes would load at its first requests."""

import gc
from importlib import import_module
from pathlib import Path


def preload() -> None:
    """Views, templates, translations and the outlines of maps; the processes share them.

    So none is slow to its first visitors. What is loaded now lives as long as the process, so the collector of garbage
    need not look at it again.
    """
    from django.conf import settings  # noqa: PLC0415 -- slow import
    from django.db import connections  # noqa: PLC0415 -- slow import
    from django.template import engines  # noqa: PLC0415 -- slow import
    from django.urls import get_resolver, reverse  # noqa: PLC0415 -- slow import
    from django.utils import translation  # noqa: PLC0415 -- slow import

    from parvis.faces.web.map.shapes import draw_outlines  # noqa: PLC0415 -- needs Django

    import_module(settings.WSGI_APPLICATION.rpartition(".")[0])  # loads the middleware
    import_module(settings.STORAGES["default"]["BACKEND"].rpartition(".")[0])
    engine = engines["django"]
    for folder in map(Path, settings.TEMPLATES[0]["DIRS"]):
        for path in folder.rglob("*.html"):
            engine.get_template(str(path.relative_to(folder)))
    get_resolver().check()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("")
            reverse("ops:healthz")
    draw_outlines()
    connections.close_all()  # processes must not share a connection
    gc.collect()
    gc.freeze()
