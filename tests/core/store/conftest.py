"""What tests of the stores have."""

from tests.support.s3 import bucket, in_bucket, s3_server

__all__ = ["bucket", "in_bucket", "s3_server"]
