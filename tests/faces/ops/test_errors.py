"""Error pages: own look, both languages, and nothing needed from the database."""

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings

from tests.support.client import StrictClient, check_page

pytestmark = pytest.mark.urls("tests.faces.ops.urls")


@pytest.fixture
def visitor():
    return StrictClient(raise_request_exception=False)


def heading(response):
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)


def texts(response):
    return [p.get_text(strip=True) for p in BeautifulSoup(response.content, "html.parser").find_all("p")]


@pytest.mark.parametrize(
    ("path", "status", "english", "french"),
    [
        ("/fail/bad", 400, "This request cannot be understood", "Cette demande n’est pas comprise"),
        ("/fail/forbidden", 403, "You may not do this", "Vous ne pouvez pas faire cela"),
        ("/nowhere", 404, "This page does not exist", "Cette page n’existe pas"),
        ("/fail/fault", 500, "Something went wrong on our side", "Une erreur s’est produite de notre côté"),
    ],
)
def test_error_page_speaks_the_language_of_the_visitor(visitor, path, status, english, french):
    for language, expected in (("en", english), ("fr", french)):
        response = visitor.get(path, headers={"Accept-Language": language})
        assert response.status_code == status
        assert heading(response) == expected
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


def test_language_left_in_the_thread_does_not_leak_into_an_early_error(visitor):
    visitor.get("/nowhere", headers={"Accept-Language": "fr"})
    with override_settings(MAX_UPLOAD_BYTES=10):
        response = visitor.post("/echo", {"text": "x" * 100}, headers={"Accept-Language": "en"})
    assert heading(response) == "This is too large"


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("get", "/fail/not-allowed", 404, "It may have moved, or it is not meant for everyone. Check the address."),
        ("post", "/fail/not-allowed", 403, "Only owners may do this."),
        ("post", "/fail/conflict", 409, "Someone was faster."),
        ("post", "/fail/transition", 409, "It is closed already."),
        ("post", "/fail/input", 400, "A name is missing."),
    ],
)
def test_refusals_of_services_become_answers(visitor, method, path, status, sentence):
    response = getattr(visitor, method)(path, headers={"Accept-Language": "en"})
    assert response.status_code == status
    assert sentence in texts(response)


def test_what_one_may_not_read_is_told_nothing_about(visitor):
    assert "Only owners" not in visitor.get("/fail/not-allowed").content.decode()


def test_fault_that_is_no_refusal_is_a_500(visitor):
    assert visitor.post("/fail/source").status_code == 500


def test_500_names_the_reference_of_the_log(visitor):
    response = visitor.get("/fail/fault", headers={"Accept-Language": "en"})
    assert any(response["X-Request-ID"] in text for text in texts(response))


def test_errors_need_no_database(visitor, django_db_blocker):
    with django_db_blocker.block():
        for path, status in (("/fail/bad", 400), ("/fail/forbidden", 403), ("/nowhere", 404), ("/query", 500)):
            response = visitor.get(path)
            assert response.status_code == status
            check_page(response.content.decode(), where=path)


def test_error_page_survives_a_missing_manifest(visitor, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    settings.DEBUG = False
    response = visitor.get("/nowhere")
    assert response.status_code == 404
    assert "errors.css" not in response.content.decode()


def test_htmx_gets_an_alert_for_the_place_of_messages(visitor):
    response = visitor.post("/fail/conflict", headers={"HX-Request": "true", "Accept-Language": "en"})
    assert (response.status_code, response["HX-Retarget"]) == (409, "#messages")
    alert = BeautifulSoup(response.content, "html.parser")
    assert alert.find("html") is None
    assert alert.find(role="alert").get_text(" ", strip=True) == (
        "Things have changed in the meantime Someone was faster."
    )


def test_too_large_body_is_refused_before_it_is_read(visitor, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    response = visitor.post("/echo", {"text": "x" * 2000}, headers={"Accept-Language": "en"})
    assert response.status_code == 413
    assert heading(response) == "This is too large"


@pytest.mark.parametrize("length", ["many", "-1", "1e3"])
def test_length_that_is_no_number_is_refused(visitor, length):
    assert visitor.post("/echo", CONTENT_LENGTH=length).status_code == 413


def test_too_much_text_in_a_form_is_413(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = visitor.post("/echo", "text=" + "x" * 200, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413


def test_form_without_token_is_explained(settings):
    visitor = StrictClient(enforce_csrf_checks=True)
    response = visitor.post("/echo", {"a": "b"}, headers={"Accept-Language": "fr"})
    assert response.status_code == 403
    assert texts(response)[1] == (
        "Ce formulaire est resté ouvert trop longtemps, ou les cookies sont bloqués. Rien n’a été enregistré."
    )


def test_unknown_host_is_refused_with_a_page(visitor):
    response = visitor.get("/echo", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()
