"""The page about personal data says what the settings and the apps say."""

import pytest

from parvis.base.accounts.registry import personal_data
from parvis.domain.campus.models import Campus
from parvis.domain.campus.selectors.campus import forget_campus
from tests.support.accounts import english

pytestmark = pytest.mark.django_db


def test_page_says_what_every_app_holds():
    page = english().get("/privacy/").content.decode()
    for name, entry in personal_data:
        assert str(entry.held) in page, name


def test_page_follows_the_settings(settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "mails": 1234, "sessions": 5}
    page = english().get("/privacy/").content.decode()
    assert "1,234 days" in page
    assert "for 5 days at most" in page


def test_page_is_in_french_too():
    page = english().get("/privacy/", headers={"accept-language": "fr"}).content.decode()
    assert "Comment en sortir" in page
    assert "How long" not in page


def test_legal_notice_is_the_campus_s_own():
    forget_campus()
    assert "has not written its legal notice yet" in english().get("/legal/").content.decode()
    Campus.objects.update_or_create(
        pk=1, defaults={"name": "C", "legal_fr": "Éditeur :\n\nMoi", "legal_en": "", "contact_email": "a@example.org"}
    )
    forget_campus()
    page = english().get("/legal/").content.decode()
    assert "Éditeur" in page
    assert "mailto:a@example.org" in page
    forget_campus()
