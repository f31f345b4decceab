"""Where uploaded files are kept, from one variable."""

import re
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("s3",)
LOOPBACK = ("localhost", "127.0.0.1", "::1")
EXAMPLE = "s3://KEY:SECRET@s3.example.org/bucket/prefix?region=fr-par"
BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,62}")
REGION = "us-east-1"
"""What stores without regions answer to."""

OPTIONS = {"region": "", "tls": "", "style": "path"}


def file_store(address: SplitResult | None) -> dict[str, Any]:
    """Django's settings of a storage: `s3://KEY:SECRET@host[:port]/bucket[/prefix]`, or the data folder for nothing.

    After a question mark: `region`; `tls=no` for a server that speaks plain HTTP, as one on this machine is taken to
    do; `style=host` for a server that wants the bucket in front of its name. Refusals never repeat a value.
    """
    if address is None:
        return {"BACKEND": "parvis.core.store.local.LocalStore"}
    options = _options(address)
    if not address.hostname or not address.username or not address.password or address.fragment:
        raise ImproperlyConfigured(
            f"FILES_URL must look like {EXAMPLE}, with a key and its secret; "
            "in them write %2F for /, %2B for +, %40 for @, %23 for # and %3F for ?."
        )
    bucket, _, prefix = unquote(address.path).strip("/").partition("/")
    if not BUCKET.fullmatch(bucket):
        raise ImproperlyConfigured(f"FILES_URL must name a bucket after its host: {EXAMPLE}.")
    if any(part in {"", ".", ".."} for part in prefix.split("/")) and prefix:
        raise ImproperlyConfigured("FILES_URL has a prefix with an empty part, or with . or .. in it.")
    host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
    scheme = "https" if options["tls"] == "yes" else "http"
    return {
        "BACKEND": "parvis.core.store.s3.S3Store",
        "OPTIONS": {
            "endpoint_url": f"{scheme}://{host}" + (f":{address.port}" if address.port else ""),
            "access_key": unquote(address.username),
            "secret_key": unquote(address.password),
            "bucket_name": bucket,
            "location": prefix,
            "region_name": options["region"] or REGION,
            "addressing_style": {"path": "path", "host": "virtual"}[options["style"]],
        },
    }


def _options(address: SplitResult) -> dict[str, str]:
    given = {name: values[-1] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
    options = OPTIONS | given
    options["tls"] = options["tls"] or ("no" if address.hostname in LOOPBACK else "yes")
    known = given.keys() <= OPTIONS.keys()
    if not known or options["tls"] not in {"yes", "no"} or options["style"] not in {"path", "host"}:
        raise ImproperlyConfigured(
            "FILES_URL takes these after its question mark: region=…, tls=yes or tls=no, style=path or style=host."
        )
    return options
