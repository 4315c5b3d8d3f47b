"""An ACME server that keeps the body of the one newAccount request it is sent, and then refuses everything.

capture.py PORT FILE COMMAND...: serves on 127.0.0.1 while COMMAND runs. The directory is http://127.0.0.1:PORT/directory.
"""

import base64
import http.server
import json
import pathlib
import subprocess
import sys
import threading

NONCE = "oFvnlFP1wIhRlYS2jTaXbA"


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    file = None

    def reply(self, status, body=None, **headers):
        data = json.dumps(body).encode() if body else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Replay-Nonce", NONCE)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self):
        if self.path == "/new-nonce":
            return self.reply(200 if self.command == "HEAD" else 204)
        base = f"http://127.0.0.1:{self.server.server_port}"
        paths = {"newNonce": "new-nonce", "newAccount": "new-account", "newOrder": "new-order", "revokeCert": "revoke", "keyChange": "key"}
        directory = {name: f"{base}/{path}" for name, path in paths.items()}
        self.reply(200, {**directory, "meta": {"externalAccountRequired": True, "termsOfService": f"{base}/terms"}})

    do_HEAD = do_GET

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        payload = json.loads(body)["payload"]
        payload = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)) or b"{}"
        if self.path == "/new-account" and json.loads(payload).get("onlyReturnExisting"):
            self.reply(400, {"type": "urn:ietf:params:acme:error:accountDoesNotExist", "detail": "no such account"})
        elif self.path == "/new-account":
            if not self.file.exists():
                self.file.write_bytes(body)
            self.reply(201, {"status": "valid", "contact": [], "orders": ""}, Location="http://127.0.0.1/account/1")
        else:
            self.reply(403, {"type": "urn:ietf:params:acme:error:unauthorized", "detail": "nothing more"})

    def log_message(self, *_):
        pass


Server.file = pathlib.Path(sys.argv[2])
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
# What a client makes of the refusal is of no interest; that it sent its request is.
subprocess.run(sys.argv[3:], timeout=120)
sys.exit(0 if Server.file.exists() else 1)
