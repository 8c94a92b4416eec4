#!/usr/bin/env python3
"""Starts `sitrep-web serve` as a user does and checks what only the running program can tell.

usage: make serve-test
   or: python3 Tests/Serving/check.py --sitrep PROGRAM --web PROGRAM

An archive of the bundled sample; then options, TLS (with a certificate that openssl makes on the spot), names from a proxy (a small
one in this script), the log, slow and silent clients at the program's own limits, and the end on SIGTERM while an answer is being
made. All traffic stays on this machine. Exit status 1 when anything fails.
"""
import argparse
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
faults = []


def expect(holds, what):
    print(("ok    " if holds else "FAULT ") + what, flush=True)
    if not holds:
        faults.append(what)


class Program:
    def __init__(self, web, *options, **environment):
        self.process = subprocess.Popen(
            [web, "serve", "--port", "0", *options], stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})
        self.first = self.process.stderr.readline()
        found = re.search(r":(\d+)/ shows", self.first)
        self.port = int(found.group(1)) if found else 0
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def end(self, number=signal.SIGTERM, patience=40):
        self.process.send_signal(number)
        code = self.process.wait(patience)
        self.reader.join(5)
        return code


def get(port, path, fields=None, secure=None, method="GET", body=None):
    one = http.client.HTTPSConnection("127.0.0.1", port, context=secure, timeout=60) if secure else \
        http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    one.request(method, path, body=body, headers=fields or {})
    answer = one.getresponse()
    data = answer.read()
    one.close()
    return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), data


def follow(port, path, fields=None, secure=None):
    status, head, data = get(port, path, fields, secure)
    while status == 302:
        status, head, data = get(port, head["location"], fields, secure)
    return status, head, data


def refuses(web, archive, *options, **environment):
    done = subprocess.run([web, "serve", "--port", "0", "--archive", archive, *options], capture_output=True, text=True,
                          timeout=60, env={**os.environ, **environment})
    return done.returncode != 0 and "Traceback" not in done.stderr and "Fatal" not in done.stderr, done.stderr.strip().split("\n")[0]


def options(web, archive, folder):
    for words, extra in [(["--listen", "0.0.0.0"], {}), (["--listen", "0.0.0.0"], {"SITREP_TOKEN": "short"}),
                         (["--certificate", "x.pem"], {}), (["--certificate", f"{folder}/none.pem", "--key", f"{folder}/none.key"], {}),
                         (["--certificate", archive, "--key", archive], {}), (["--editor", "ana"], {}),
                         (["--public-address", "desk.example"], {}),
                         (["--listen", "0.0.0.0", "--user-header", "X-User"], {"SITREP_TOKEN": "a" * 20})]:
        refused, why = refuses(web, archive, *words, **extra)
        expect(refused, f"refuses {' '.join(words)}: {why[:100]}")
    refused, why = refuses(web, f"{folder}/none.db")
    expect(refused, f"refuses an archive that is not there: {why[:100]}")


def encrypted(web, archive, folder):
    if not shutil.which("openssl"):
        print("skip  TLS: there is no openssl")
        return
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                    f"{folder}/k.pem", "-out", f"{folder}/c.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    token = "editor-token-for-this-test"
    program = Program(web, "--archive", archive, "--certificate", f"{folder}/c.pem", "--key", f"{folder}/k.pem",
                      SITREP_TOKEN="reader-token-for-this-test", SITREP_EDITOR_TOKEN=token)
    expect("https://" in program.first, f"says where it is: {program.first.strip()}")
    trusting = ssl.create_default_context(cafile=f"{folder}/c.pem")
    status, head, _ = get(program.port, "/health", secure=trusting)
    expect(status == 200 and "max-age" in head.get("strict-transport-security", ""), "answers over TLS, with HSTS")
    body = urllib.parse.urlencode({"token": token})
    status, head, _ = get(program.port, "/login", {"Content-Type": "application/x-www-form-urlencoded"}, trusting, "POST", body)
    expect(status == 303 and "Secure" in head.get("set-cookie", ""), "the cookie of the login is for TLS alone")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    # So that this side would speak it, and the refusal is the server's.
    old.set_ciphers("DEFAULT@SECLEVEL=0")
    try:
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        get(program.port, "/health", secure=old)
        expect(False, "does not speak TLS 1.1")
    except (OSError, ValueError):
        expect(True, "does not speak TLS 1.1")
    try:
        status, _, _ = get(program.port, "/health")
    except (OSError, http.client.HTTPException):
        status = 0
    expect(status == 0, "does not speak without TLS")
    with socket.create_connection(("127.0.0.1", program.port)) as silent:
        silent.settimeout(60)
        start = time.time()
        try:
            silent.sendall(b"\x16\x03\x01")
            while silent.recv(100):
                pass
        except OSError:
            pass
        expect(time.time() - start < 40, f"closes a handshake that goes no further, after {time.time() - start:.0f} s")
    expect(program.end() == 0, "ends with status 0")
    expect(not any(token in line for line in program.lines), "no token in the log")


class Proxy(http.server.BaseHTTPRequestHandler):
    """What a proxy in front does: knows who asks, says so in a field, and lets nobody else say it."""
    target = 0
    public = "desk.example"

    def pass_on(self):
        length = int(self.headers.get("Content-Length", 0))
        fields = {k: v for k, v in self.headers.items() if k.lower() not in ("x-user", "connection", "content-length", "authorization")}
        name = {"Basic YW5hOmE=": "ana", "Basic YmVuOmI=": "ben"}.get(self.headers.get("Authorization"))
        if name is None:
            self.send_response(401)
            self.end_headers()
            return
        fields["X-User"] = name
        fields["X-Forwarded-Proto"] = "https"
        status, head, data = get(self.target, self.path, fields, method=self.command, body=self.rfile.read(length) or None)
        self.send_response(status)
        for k, v in head.items():
            if k != "transfer-encoding":
                self.send_header(k, v)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = pass_on

    def log_message(self, *_):
        pass


def proxied(web, archive):
    program = Program(web, "--archive", archive, "--public-address", "https://desk.example", "--user-header", "X-User", "--editor", "ana")
    Proxy.target = program.port
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    public = {"Host": "desk.example"}
    ana, ben = ({**public, "Authorization": word} for word in ("Basic YW5hOmE=", "Basic YmVuOmI="))
    expect(follow(port, "/stories", ana)[0] == 200, "a reader comes in through the proxy")
    expect(get(program.port, "/about.json")[0] == 401, "past the proxy nobody does")
    expect(follow(port, "/stories", {**ben, "X-User": "ana"})[0] == 200, "whoever names somebody else is still himself:")
    document = json.loads(get(port, "/search.json?q=the", ana)[2])["hits"][0]["id"]
    form = f"/correct?document={urllib.parse.quote(document, safe='').replace('.', '%2E')}"
    expect(get(port, form, {**ben, "X-User": "ana"})[0] == 403, "… and sees no form")
    status, head, page = get(port, form, ana)
    cookie = head.get("set-cookie", "").split(";")[0]
    field = re.search(rb'name="form" value="([0-9a-f]+)"', page)
    expect(status == 200 and bool(cookie) and "Secure" in head.get("set-cookie", "") and field is not None, "the editor sees the form")
    sent = urllib.parse.urlencode({"kind": "published", "document": document, "published": "2025-01-02", "reason": "a test",
                                   "form": field.group(1).decode() if field else ""})
    type_ = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    status, _, _ = get(port, "/corrections", {**ana, **type_, "Origin": "https://evil.example"}, method="POST", body=sent)
    expect(status == 403, "a form of another site is refused")
    status, _, _ = get(port, "/corrections", {**ana, **type_, "Origin": "https://desk.example"}, method="POST", body=sent)
    made = json.loads(get(port, "/corrections.json", ana)[2])["corrections"]
    expect(status == 303 and made and made[0]["author"] == "ana", "a correction through the proxy carries the name the proxy gave")
    server.shutdown()
    expect(program.end(signal.SIGINT) == 0, "ends on SIGINT with status 0")


def patient(web, archive):
    program = Program(web, "--archive", archive)
    port = program.port
    story = json.loads(get(port, "/stories.json")[2])["stories"][0]["id"]

    # Slow heads, slow bodies, silence: each on a connection of its own, while others are served.
    def drip(opening, drop, lasted, i):
        with socket.create_connection(("127.0.0.1", port)) as one:
            one.settimeout(60)
            start = time.time()
            try:
                one.sendall(opening)
                while time.time() - start < 60:
                    time.sleep(1)
                    if drop:
                        one.sendall(drop)
                    one.settimeout(.01)
                    try:
                        if one.recv(4096) == b"":
                            break
                    except TimeoutError:
                        pass
                    one.settimeout(60)
            except OSError:
                pass
            lasted[i] = time.time() - start

    openings = [(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", b"a"), (b"", b""),
                (b"POST /corrections HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n", b" ")]
    lasted = {}
    threads = [threading.Thread(target=drip, args=(*openings[i % 3], lasted, i)) for i in range(300)]
    follow(port, f"/stories/{story}")
    for thread in threads:
        thread.start()
    slowest = 0
    for _ in range(50):
        start = time.time()
        status, _, _ = follow(port, f"/stories/{story}")
        slowest = max(slowest, time.time() - start)
        if status != 200:
            break
    expect(status == 200 and slowest < 5, f"serves others meanwhile, at most {slowest * 1000:.0f} ms")
    for thread in threads:
        thread.join()
    expect(max(lasted.values()) < 40, f"300 slow clients are closed after {min(lasted.values()):.0f} to {max(lasted.values()):.0f} s")

    # More connections than there may be: they wait, and somebody who behaves is served in the end.
    crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(700)]
    start = time.time()
    status, _, _ = get(port, "/health")
    expect(status == 200, f"with 700 silent connections an answer comes after {time.time() - start:.0f} s")
    for one in crowd:
        one.close()

    lines = [json.loads(line) for line in program.lines if line.startswith("{")]
    expect(len(lines) > 50 and all({"at", "method", "route", "status", "bytes", "us"} == set(line) for line in lines),
           "the log is a JSON object a request")
    text = get(port, "/metrics")[2].decode()
    expect(all(re.match(r"^(#.*|[a-z_]+(\{[^}]*\})? [0-9.e+-]+)$", line) for line in text.strip().split("\n")), "the counters parse")

    # The end: an answer that is being made is made still, a stream ends, the port is free.
    result = {}

    def ask():
        try:
            result["status"], _, data = get(port, f"/stories/{story}.json?since=2025-01-0{1 + int(time.time()) % 9}")
            result["whole"] = data.rstrip().endswith(b"}")
        except (OSError, http.client.HTTPException) as fault:
            result["status"] = str(fault)

    stream = socket.create_connection(("127.0.0.1", port))
    stream.sendall(b"GET /changes.events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    stream.recv(100)
    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(.02)
    start = time.time()
    code = program.end()
    asking.join()
    expect(code == 0 and result.get("status") == 200 and result.get("whole"),
           f"on SIGTERM the answer that is being made is whole, and it ends after {time.time() - start:.1f} s ({result})")
    stream.settimeout(5)
    try:
        while stream.recv(4096):
            pass
        ended = True
    except OSError as fault:
        ended = isinstance(fault, ConnectionError)
    expect(ended, "the stream of changes has ended")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sitrep", default=str(ROOT / ".build/debug/sitrep"))
    arguments.add_argument("--web", default=str(ROOT / ".build-web/debug/sitrep-web"))
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitrep-serving-") as folder:
        archive = f"{folder}/sitrep.db"
        subprocess.run([asked.sitrep, "add", "--backfill", "--archive", archive, ROOT / "Samples/articles.jsonl"], check=True,
                       stdout=subprocess.DEVNULL)
        options(asked.web, archive, folder)
        encrypted(asked.web, archive, folder)
        proxied(asked.web, archive)
        patient(asked.web, archive)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
