"""An authenticator made of software: it answers WebAuthn ceremonies as a browser with a passkey would."""

import hashlib
import json
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Passkey:
    """One key pair for one site, with the user handle that the site gave it."""

    def __init__(self, origin="http://localhost"):
        self.origin = origin
        self.private_key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = hashlib.sha256(str(id(self)).encode()).digest()
        self.user_handle = b""
        self.count = 0

    def create(self, options, *, verified=True):
        """The answer to `navigator.credentials.create`."""
        asked = options["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        public_key = ES256.from_cryptography_key(self.private_key.public_key())
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cbor.encode(public_key)
        data = self._data(asked["rp"]["id"], verified=verified, more=ATTESTED) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client_data = self._client_data("webauthn.create", asked["challenge"])
        return self._answer(
            {"clientDataJSON": websafe_encode(client_data), "attestationObject": websafe_encode(attestation)},
            extensions={"credProps": {"rk": True}},
        )

    def use(self, options, *, verified=True, origin=None):
        """The answer to `navigator.credentials.get`."""
        asked = options["publicKey"]
        self.count += 1
        data = self._data(asked["rpId"], verified=verified)
        client_data = self._client_data("webauthn.get", asked["challenge"], origin)
        signature = self.private_key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client_data),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self.user_handle),
            }
        )

    def _data(self, rp_id, *, verified, more=0):
        flags = PRESENT | more | (VERIFIED if verified else 0)
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client_data(self, kind, challenge, origin=None):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin or self.origin}).encode()

    def _answer(self, response, extensions=None):
        key = websafe_encode(self.credential_id)
        answer = {"id": key, "rawId": key, "type": "public-key", "response": response}
        return json.dumps({**answer, "clientExtensionResults": extensions or {}})
