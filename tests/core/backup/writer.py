"""Writes pairs of rows, each pair in one transaction, until its standard input is closed; prints how many."""

import sys
import threading

import django

django.setup()

from django.db import transaction  # noqa: E402 -- needs Django

from parvis.base.accounts.models import RoleGrant, User  # noqa: E402 -- needs Django

done = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()
count = 0
while not done.is_set():
    with transaction.atomic():
        user = User.objects.create(email=f"writer{count}@example.org")
        RoleGrant.objects.create(user=user, role="reviewer")
    count += 1
    sys.stdout.write(f"{count}\n")
    sys.stdout.flush()
