"""Two administrators who take the role from each other at the same moment leave one of them."""

import threading

import pytest
from django.db import connection, connections

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.selectors.members import administrators
from parvis.base.accounts.services.roles import revoke_role
from parvis.core.errors import ParvisError
from tests.factories.accounts import account_with


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
@pytest.mark.parametrize("turn", range(5))
def test_one_administrator_is_always_left(turn):
    pair = [account_with(Role.ADMINISTRATOR).pk for _ in range(2)]
    together = threading.Barrier(2)
    refused = []

    def take(actor_id, user_id):
        actor, user = User.objects.get(pk=actor_id), User.objects.get(pk=user_id)
        together.wait()
        try:
            revoke_role(actor=actor, user=user, role=Role.ADMINISTRATOR)
        except ParvisError:
            refused.append(actor_id)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=who) for who in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), administrators().count()) == (1, 1)
