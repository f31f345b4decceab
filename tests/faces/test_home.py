"""The public home page."""

import pytest


@pytest.mark.django_db
def test_home_answers(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "<h1" in response.content.decode()
