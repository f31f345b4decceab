"""`parvis serve` refuses what would only fail, and serves with several processes."""

import contextlib
import http.client
import shutil
import signal
import socket
import subprocess
import sys

from prometheus_client.parser import text_string_to_metric_families

from tests.support.process import environment, parvis


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(folder, *options, command="serve", **variables):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "parvis", command, "--port", str(port), *options],
        env=environment(folder, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert any("parvis answers at" in line for line in process.stdout)
        while True:
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                break
            assert process.poll() is None, process.stderr.read()
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=600)


def get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def test_serve_refuses_while_migrations_wait(tmp_path):
    refused = parvis(tmp_path, "serve", "--port", str(free_port()))
    assert refused.returncode == 1
    assert "Run `parvis init` first." in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_serve_refuses_a_port_in_use(instance):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = parvis(instance.folder, "serve", "--port", str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "cannot be used: Address already in use" in refused.stderr


def test_serve_refuses_a_database_that_does_not_answer(instance):
    url = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    refused = parvis(instance.folder, "serve", "--port", str(free_port()), DATABASE_URL=url)
    assert refused.returncode == 1
    assert refused.stderr.startswith("parvis: the database does not answer")
    assert len(refused.stderr.splitlines()) == 1


def test_serve_refuses_a_machine_without_static_files(instance, tmp_path):
    shutil.copytree(instance.folder / "data", tmp_path / "data", ignore=shutil.ignore_patterns("static"))
    refused = parvis(tmp_path, "serve", "--port", str(free_port()))
    assert refused.returncode == 1
    assert refused.stderr == ("parvis: the static files were not collected on this machine. Run `parvis init` first.\n")


def test_serve_answers_and_adds_up_the_figures_of_its_processes(instance):
    with serving(instance.folder, "--workers", "2") as (port, _process):
        for _ in range(20):
            response, _body = get(port, "/", **{"Accept-Language": "en"})
            assert response.status == 200
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert get(port, "/healthz")[0].status == 200
        families = text_string_to_metric_families(get(port, "/metrics")[1])
        counted = [s for f in families for s in f.samples if s.name == "parvis_requests_total"]
        assert [s.value for s in counted if s.labels["view"] == "home:home"] == [20.0]


def test_serve_ends_when_told_to(instance):
    with serving(instance.folder, "--workers", "1") as (port, process):
        get(port, "/healthz")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=600) == 0
