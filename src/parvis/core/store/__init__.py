"""Where uploaded files are kept: the data folder, or a bucket that speaks the S3 protocol.

Everything that reads or writes a file goes through `django.core.files.storage.default_storage`, which is one of the two
stores of this package; `store()` is the same object, with what Django's storages have no word for.
"""
