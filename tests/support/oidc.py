"""A small OpenID Connect service on loopback, whose answers a test can spoil."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "parvis", "a secret of both"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Service:
    """Speaks as `claims` of whoever signs in; `answers` replaces single answers."""

    def __init__(self):
        self.key, self.kid = new_key(), "one"
        self.claims = {"sub": "42", "email": "ada@service.example", "given_name": "Ada", "usual_name": "Lovelace"}
        self.userinfo_as_jwt = False
        self.id_token_changes, self.userinfo_changes = {}, {}
        self.signing_key = self.key
        self.asked = {}
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.answer(self)

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                service.token_request = parse_qs(self.rfile.read(length).decode())
                service.answer(self)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def authorize(self, url):
        """Someone signs in at the service; returns the address that the browser is sent back to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return f"{urlsplit(self.asked['redirect_uri']).path}?code=code&state={self.asked['state']}"

    def answer(self, handler):
        kind, body = {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": self.jwks,
            "/token": self.token,
            "/userinfo": self.userinfo,
        }[urlsplit(handler.path).path]()
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        handler.wfile.write(body.encode())

    def configuration(self):
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        endpoints = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in names.items()}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        data = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **endpoints, **methods}
        return "application/json", json.dumps(data)

    def jwks(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return "application/json", json.dumps({"keys": [{**key, "kid": self.kid, "use": "sig", "alg": "RS256"}]})

    def token(self):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": self.asked.get("nonce"),
            "sub": self.claims["sub"],
            **self.id_token_changes,
        }
        answer = {"access_token": "access", "token_type": "Bearer", "id_token": self.signed(claims)}
        return "application/json", json.dumps(answer)

    def userinfo(self):
        claims = {**self.claims, **self.userinfo_changes}
        if not self.userinfo_as_jwt:
            return "application/json", json.dumps(claims)
        return "application/jwt", self.signed({"iss": self.issuer, "aud": CLIENT, **claims})

    def signed(self, claims):
        return jwt.encode(claims, self.signing_key, algorithm="RS256", headers={"kid": self.kid})
