"""What tests of files have."""

from tests.support.files import purpose, store
from tests.support.s3 import bucket, in_bucket, s3_server, signatures_left_out

__all__ = ["bucket", "in_bucket", "purpose", "s3_server", "signatures_left_out", "store"]
