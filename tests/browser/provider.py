"""A small OpenID Connect provider on loopback: discovery, a page to choose who one is, codes, signed tokens, keys."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "readouts", "between-the-two-of-us"
PEOPLE: dict[str, dict[str, Any]] = {
    "anna": {"email": "anna@desk.example", "email_verified": True, "name": "Anna"},
    "ben": {"email": "ben@desk.example", "email_verified": True, "name": "Ben"},
    "carl": {"email": "anna@desk.example", "email_verified": False, "name": "Carl who says he is Anna"},
    "dora": {"email": "anna@desk.example", "name": "Dora of whom nothing is said"},
    "mallory": {"email": "anna@desk.example", "email_verified": True, "name": "Mallory with a key of her own"},
}


class Provider:
    """The provider; ``address`` is its issuer. Close it when done."""

    def __init__(self) -> None:
        self.keys = {name: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for name in ("real", "forged")}
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, str, bytes, str]:
        """Status, content type, body, and where to go on."""
        if path == "/.well-known/openid-configuration":
            return 200, "application/json", json.dumps(self._about()).encode(), ""
        if path == "/keys":
            return (
                200,
                "application/json",
                json.dumps({"keys": [self.keys["real"].as_dict(private=False)]}).encode(),
                "",
            )
        if path == "/authorize":
            links = "".join(f"<p><a href='/chosen?{urlencode({**asked, 'who': who})}'>{who}</a></p>" for who in PEOPLE)
            return 200, "text/html", f"<html><body><h1>Who are you?</h1>{links}</body></html>".encode(), ""
        if path == "/chosen" and asked.get("client_id") == CLIENT:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            return 302, "text/plain", b"", f"{asked['redirect_uri']}?{back}"
        found = path == "/favicon.ico"
        return 204 if found else 404, "text/plain", b"" if found else b"no such page", ""

    def token(self, asked: dict[str, str], login: str) -> tuple[int, dict[str, Any]]:
        """What is given for a code, once, to the client that knows its secret and the verifier of its challenge."""
        given = self.codes.pop(asked.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if given is None or login != f"Basic {known}" or given.get("code_challenge") != challenge:
            return 400, {"error": "invalid_grant"}
        who = given["who"]
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": who, "iat": now, "exp": now + 600, "nonce": given["nonce"]}
        key = self.keys["forged" if who == "mallory" else "real"]
        token = jwt.encode({"alg": "RS256", "kid": "one"}, {**claims, **PEOPLE[who]}, key)
        return 200, {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": token}

    def _about(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            self._send(*provider.answer(url.path, {k: v[0] for k, v in parse_qs(url.query).items()}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {k: v[0] for k, v in parse_qs(body).items()}
            status, said = provider.token(asked, self.headers.get("Authorization", ""))
            self._send(status, "application/json", json.dumps(said).encode(), "")

        def _send(self, status: int, sort: str, body: bytes, on: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", sort)
            self.send_header("Content-Length", str(len(body)))
            if on:
                self.send_header("Location", on)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    return Handler
