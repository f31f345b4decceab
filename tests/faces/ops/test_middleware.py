"""Who asks, and what the log says about it."""

import pytest
from structlog.testing import capture_logs

from parvis.faces.web.ops.proxies import settle
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient

pytestmark = pytest.mark.urls("tests.faces.ops.urls")


def lines(act):
    with capture_logs() as captured:
        act()
    return [line for line in captured if line["event"].startswith("request")]


def test_each_request_writes_one_line_without_its_address(client):
    (line,) = lines(lambda: client.get("/fail/conflict?q=secret"))
    assert line["ms"] >= 0
    assert {name: line[name] for name in ("method", "view", "status", "user")} == {
        "method": "GET",
        "view": "tests.faces.ops.urls.fail",
        "status": 409,
        "user": None,
    }
    assert "secret" not in str(line)


@pytest.mark.django_db
def test_line_names_the_account_by_number_only(sign_in):
    user = UserFactory()
    (line,) = lines(lambda: sign_in(user).get("/"))
    assert line["user"] in {user.pk, None}
    assert user.email not in str(line)


def test_fault_is_logged_with_its_traceback():
    visitor = StrictClient(raise_request_exception=False)
    failed, request = lines(lambda: visitor.get("/fail/fault"))
    assert (failed["event"], failed["log_level"], failed["exc_info"]) == ("request.failed", "error", True)
    assert request["status"] == 500


@pytest.mark.parametrize(("given", "kept"), [("abc-12345.6", True), ("short", False), ("a b\nc" * 5, False)])
def test_request_id_is_taken_over_when_it_is_harmless(client, given, kept):
    assert (client.get("/echo", headers={"X-Request-ID": given})["X-Request-ID"] == given) is kept


FORWARDED = {"HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.9, 10.0.0.2", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.mark.parametrize(
    ("trusted", "peer", "headers", "address", "scheme"),
    [
        ((), "10.0.0.1", FORWARDED, "10.0.0.1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", FORWARDED, "203.0.113.9", "https"),
        (("10.0.0.0/8", "203.0.113.9"), "10.0.0.1", FORWARDED, "198.51.100.7", "https"),
        (("10.0.0.0/8",), "192.0.2.1", FORWARDED, "192.0.2.1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {}, "10.0.0.1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"HTTP_X_FORWARDED_FOR": "nonsense"}, "10.0.0.1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"HTTP_X_FORWARDED_FOR": "[2001:db8::1]:443"}, "2001:db8::1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"HTTP_X_FORWARDED_FOR": "192.0.2.7:5001"}, "192.0.2.7", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"HTTP_X_FORWARDED_PROTO": "javascript"}, "10.0.0.1", "http"),
    ],
)
def test_only_trusted_proxies_speak_for_others(settings, client, trusted, peer, headers, address, scheme):
    import ipaddress

    settings.TRUSTED_PROXIES = [ipaddress.ip_network(network) for network in trusted]
    answer = client.get("/echo", REMOTE_ADDR=peer, **headers).content.decode()
    assert answer == f"{address} {scheme} 0"


def test_forged_headers_are_gone_afterwards():
    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"}
    settle(environ, [])
    assert environ == {"REMOTE_ADDR": "192.0.2.1", "parvis.forwarded": True}
