"""ACME: newAccount requests and bindings that clients made, right and wrong; HMAC keys in every form; what `eab sign`
must make of a key, as josepy and jwcrypto make it."""

import base64
import hashlib
import json
import shlex

import josepy
import tools
import vector
from cryptography.hazmat.primitives.hashes import SHA256
from jwcrypto import jwk

GROUP = "eab"
KID, KEY, URL, NONCE = "kid-1", bytes(range(64)), "http://127.0.0.1:14480/new-account", "oFvnlFP1wIhRlYS2jTaXbA"
TEXT = base64.urlsafe_b64encode(KEY).rstrip(b"=").decode()
INPUTS = vector.REQUESTS / "inputs" / GROUP
BARE = ["form", "algorithm", "nonce", "kid", "url", "payload", "signature"]
WHOLE = [*BARE, "outer_form", "outer_nonce", "outer_signature"]
VERIFY = ["eab", "verify", "{file}", "--kid", KID, "--hmac-key-file", "requests/inputs/eab/hmac-key.txt", "--url", URL, "--json"]
SERVER = "python make/acme/capture.py 14480 OUT"
DIRECTORY = "http://127.0.0.1:14480/directory"


def make():
    vector.clear(GROUP, within=vector.REQUESTS)
    INPUTS.mkdir(parents=True, exist_ok=True)
    (INPUTS / "hmac-key.txt").write_text(TEXT + "\n")
    clients()
    libraries()
    allowed()
    faults()
    keys()
    makers()


def verify(name, command, about, wrong=(), *, tool, whole=True, made_by=None, more=(), warnings=(), no_warnings=(), change=None):
    """A body to verify: `wrong` are the checks that must fail."""
    with vector.Workshop(tool) as shop:
        shop.run(command.replace("OUT", shlex.quote(name)))
        data = shop.read(name)
    write(name, change(data) if change else data, command, about, wrong, tool=tool, whole=whole, made_by=made_by, more=more,
          warnings=warnings, no_warnings=no_warnings)


def write(name, data, command, about, wrong=(), *, tool, whole=True, made_by=None, more=(), warnings=(), no_warnings=()):
    checks = [{"name": check, "passed": check not in wrong} for check in (WHOLE if whole else BARE)]
    vector.request(
        GROUP, name, data, about=about, made_by=made_by or tools.version(tool), command=command.replace("OUT", name),
        oracle="RFC 8555 section 7.3.4 and what the command says was changed", arguments=[*VERIFY, *more],
        expect={"valid": not wrong, "checks": checks}, exit=3 if wrong else 0, warnings=warnings, no_warnings=no_warnings,
    )


def clients():
    """What clients send to a server that asks for a binding."""
    plain = ["loose-jws", "weak-key", "kid-key-swapped", "doubly-encoded"]
    account = f"--eab-kid {KID} --eab-hmac-key {TEXT}"
    folders = "--config-dir c --work-dir w --logs-dir l"
    verify("certbot.json", f"{SERVER} certbot register --server {DIRECTORY} {account} --agree-tos -m a@example.com --no-eff-email -n {folders}",
           "Certbot", tool="certbot", no_warnings=plain)
    verify("lego.json", f"{SERVER} lego --server {DIRECTORY} --eab --kid {KID} --hmac {TEXT} --accept-tos -m a@example.com "
           "-d a.example --http --path . run", "lego", tool="lego", no_warnings=plain)
    verify("lego-rsa.json", f"{SERVER} lego --server {DIRECTORY} --eab --kid {KID} --hmac {TEXT} --accept-tos -m a@example.com "
           "-d a.example --http --path . -k rsa2048 run", "lego, asked for RSA", tool="lego", no_warnings=plain)
    configuration = rf"CA={DIRECTORY}\nBASEDIR=.\nEAB_KID={KID}\nEAB_HMAC_KEY={TEXT}\nCONTACT_EMAIL=a@example.com\n"
    verify("dehydrated.json", f"printf '{configuration}' > conf && {SERVER} dehydrated --register --accept-terms -f conf",
           "dehydrated: bash and the openssl command", tool="dehydrated", no_warnings=plain)
    for kind in ("RSA", "EC"):
        verify(f"uacme-{kind.lower()}.json", f"{SERVER} uacme -a {DIRECTORY} -c $PWD/u -t {kind} -y -e {KID}:{TEXT} new a@example.com",
               f"uacme with an account key of {kind}", tool="uacme", no_warnings=plain)
    verify("instant-acme.json", f"cargo run -q --locked --manifest-path make/rust/Cargo.toml -- instant-acme {KID} {KEY.hex()} {URL} OUT",
           "instant-acme, which makes HS256 and P-256 alone, with alg and use in its JWK", tool="instant-acme", warnings=plain[:1],
           no_warnings=plain[1:])
    for key in ("p256", "p384", "p521", "rsa2048"):
        verify(f"go-{key}.json", f"go build -o register make/acme/register.go && {SERVER} ./register keys/{key}.key.pem",
               f"Go's own client, {key}", tool="go-acme", no_warnings=plain)


def libraries():
    plain = ["loose-jws", "weak-key"]
    for alg in ("HS256", "HS384", "HS512"):
        for key in ("rsa2048", "p256", "p384", "p521"):
            if alg == "HS256" or key == "p256":
                verify(f"acme-{key}-{alg.lower()}.json", f"python make/acme/josepy_eab.py {alg} keys/{key}.key.pem > OUT",
                       f"Certbot's library on josepy, {key}, {alg}", tool="acme", no_warnings=plain)
        verify(f"jose-ed25519-{alg.lower()}.json", f"node make/acme/eab.js jose {alg} keys/ed25519.key.pem > OUT",
               f"jose, Ed25519, {alg}", tool="jose", no_warnings=plain)
        verify(f"jwcrypto-p384-{alg.lower()}.json", f"python make/acme/eab.py good {alg} keys/p384.key.pem > OUT",
               f"jwcrypto, P-384, {alg}", tool="jwcrypto", no_warnings=plain)
    for key in ("rsa2048", "p256"):
        verify(f"acme-client-{key}.json", f"node make/acme/eab.js acme-client HS256 keys/{key}.key.pem > OUT",
               f"acme-client, {key}, which makes HS256 alone", tool="acme-client", no_warnings=plain)
    for key in ("rsa2048", "p521"):
        verify(f"jose-{key}.json", f"node make/acme/eab.js jose HS256 keys/{key}.key.pem > OUT", f"jose, {key}", tool="jose", no_warnings=plain)


def jwcrypto(name, about, wrong=(), **more):
    verify(f"jwcrypto-{name}.json", f"python make/acme/eab.py {name} > OUT", about, wrong, tool="jwcrypto", **more)


def allowed():
    """Right, in forms that differ."""
    jwcrypto("bare", "the binding alone", whole=False)
    jwcrypto("payload", "the request's payload, decoded, as logs show it", whole=False)
    jwcrypto("header-order", "alg, kid and url in another order", no_warnings=["loose-jws"])
    jwcrypto("header-type", "a typ in the binding's header", warnings=["loose-jws"])
    jwcrypto("extra-members", "use and kid in the payload's JWK: the same key, and refused by acme2certifier", warnings=["loose-jws"])
    jwcrypto("member-order", "the members of the payload's JWK in another order", no_warnings=["loose-jws"])
    jwcrypto("white-space", "white space in the payload's JWK", no_warnings=["loose-jws"])
    jwcrypto("more-members", "a member beside protected, payload and signature", warnings=["loose-jws"])
    good = "python make/acme/eab.py good > OUT"
    for name, encoding in (("utf-16", "utf-16"), ("byte-order-mark", "utf-8-sig")):
        verify(f"jwcrypto-{name}.json", f"{good} # as {encoding}", f"the body as {encoding}", tool="jwcrypto",
               change=lambda data, encoding=encoding: data.decode().encode(encoding))
    verify("jwcrypto-account.json", good, "the account key is given too", tool="jwcrypto", more=["--account-key", "keys/p256.cert.pem"])
    verify("jwcrypto-other-account-key.json", good, "another account key is given", ["payload"], tool="jwcrypto",
           more=["--account-key", "keys/p256-other.key.pem"])
    bare = "python make/acme/eab.py bare > OUT"
    verify("jwcrypto-bare-account.json", bare, "the account key of a binding alone", tool="jwcrypto", whole=False,
           more=["--account-key", "keys/p256.key.pem"])
    verify("jwcrypto-bare-other-account-key.json", bare, "another account key than that of a binding alone", ["payload"],
           tool="jwcrypto", whole=False, more=["--account-key", "keys/p384.key.pem"])
    # What the server knows is another.
    for name, flag, value, wrong in (
        ("expected-kid", "--kid", "kid-2", "kid"), ("expected-url", "--url", "https://acme.example/new-account", "url"),
    ):
        with vector.Workshop("jwcrypto") as shop:
            shop.run(good.replace("OUT", "x"))
            data = shop.read("x")
        arguments = [value if VERIFY[index - 1] == flag else word for index, word in enumerate(VERIFY)]
        vector.request(GROUP, f"jwcrypto-{name}.json", data, about=f"the server knows another {wrong}",
                       made_by=tools.version("jwcrypto"), command=good.replace("OUT", f"jwcrypto-{name}.json"),
                       oracle="RFC 8555 section 7.3.4", arguments=arguments, exit=3,
                       expect={"valid": False, "checks": [{"name": check, "passed": check != wrong} for check in WHOLE]})


def faults():
    """One mistake each."""
    jwcrypto("url", "the url is the directory's", ["url"])
    jwcrypto("url-slash", "a slash at the end of the url", ["url"])
    jwcrypto("url-missing", "no url", ["url"])
    jwcrypto("outer-url", "the request's url is another than the binding's", ["url"])
    jwcrypto("kid", "another kid", ["kid"])
    jwcrypto("kid-case", "the kid in capitals", ["kid"])
    jwcrypto("kid-missing", "no kid", ["kid"])
    jwcrypto("kid-number", "a kid that is a number", ["kid"])
    jwcrypto("kid-is-key", "kid and key swapped", ["kid", "signature"])
    jwcrypto("nonce", "a nonce in the binding", ["nonce"])
    jwcrypto("none", "alg none", ["algorithm", "signature"])
    jwcrypto("rs256", "a signature by the account key in place of a MAC", ["algorithm", "signature"])
    jwcrypto("lower-case", "alg in lower case", ["algorithm", "signature"])
    jwcrypto("alg-missing", "no alg", ["algorithm", "signature"])
    jwcrypto("wrong-key", "a MAC by another key", ["signature"])
    jwcrypto("key-text", "a MAC by the key's text, not decoded", ["signature"])
    jwcrypto("key-line", "a MAC by the key's text with its line break", ["signature"])
    jwcrypto("other-hash", "a MAC of HS512 under alg HS256", ["signature"])
    jwcrypto("short-mac", "a MAC cut off", ["signature"])
    jwcrypto("no-mac", "no member signature", ["form", "signature"])
    jwcrypto("plain-payload", "a MAC over the payload before base64url", ["signature"])
    jwcrypto("altered-header", "the header of another binding", ["signature"])
    jwcrypto("other-account", "the payload is another key than the request's", ["payload"])
    jwcrypto("private-key", "the payload is the private JWK", ["payload"])
    jwcrypto("no-jwk", "the payload is the thumbprint", ["payload"])
    jwcrypto("jwk-padded", "padding in the payload's JWK", ["payload"])
    for name, key, about, wrong, warnings in (
        ("jwk-short", "p521", "a coordinate without the zeros that it begins with", ["payload"], []),
        ("jwk-leading-zero", "rsa2048", "a modulus with a zero before it: the same key", [], ["loose-jws"]),
        ("good", "rsa1024", "a weak account key", [], ["weak-key"]),
    ):
        verify(f"jwcrypto-{name}-{key}.json", f"python make/acme/eab.py {name} HS256 keys/{key}.key.pem > OUT", about, wrong,
               tool="jwcrypto", warnings=warnings)
    jwcrypto("empty-payload", "the payload is empty", ["payload"])
    jwcrypto("padded", "base64url with padding, under the MAC", ["form"])
    jwcrypto("padded-later", "padding added after the MAC", ["form", "signature"])
    jwcrypto("standard", "the standard alphabet of base64", ["form"])
    jwcrypto("line-break", "a line break in the base64", ["form"])
    jwcrypto("general", "a binding in general form", ["form"])
    jwcrypto("compact", "a binding in compact form", ["form"])
    jwcrypto("text", "a binding as text of JSON", ["form"])
    jwcrypto("unprotected", "an unprotected header", ["form"])
    jwcrypto("header-apart", "kid and url in the unprotected header", ["form", "kid", "url"])
    jwcrypto("no-header", "no protected header", ["form", "algorithm", "nonce", "kid", "url", "signature"])
    jwcrypto("twice", "alg twice in the header", ["form"])
    jwcrypto("critical", "a critical extension", ["form"], warnings=["loose-jws"])
    jwcrypto("no-binding", "a request without binding", BARE)
    jwcrypto("empty-binding", "an empty object as binding", BARE)
    jwcrypto("outer-altered", "the request's signature altered", ["outer_signature"])
    jwcrypto("outer-signer", "the request signed by another key", ["outer_signature"])
    jwcrypto("outer-der", "the request's signature in DER", ["outer_signature"])
    jwcrypto("outer-mac", "the request signed with a MAC", ["outer_form", "outer_signature"])
    jwcrypto("outer-nonce", "no nonce in the request", ["outer_nonce"])
    jwcrypto("outer-kid", "the request has a kid in place of its jwk", ["payload", "outer_form", "outer_signature"])
    jwcrypto("outer-both", "the request has kid and jwk", ["outer_form"])
    jwcrypto("outer-general", "the request in general form", ["outer_form"])


def keys():
    """HMAC keys as people have them, each used to verify the same body."""
    with vector.Workshop("jwcrypto") as shop:
        (INPUTS / "request.json").write_bytes(shop.run("python make/acme/eab.py good"))
    url, standard = TEXT, base64.b64encode(KEY).decode()
    answer = {"id": KID, "name": "device", "hmac_key": TEXT, "external_account_binding": True, "account_bind": False}
    good = {
        "unpadded": url, "padded": url + "==", "standard": standard, "standard-unpadded": standard.rstrip("="),
        "crlf": url + "\r\n", "spaces": f"  {url}\t\n\n", "lines": "\n".join(url[i:i + 40] for i in range(0, 86, 40)) + "\n",
        "quoted": f'"{url}"\n', "answer": json.dumps(answer, indent=2) + "\n",
        "eab-names": json.dumps({"eab_kid": KID, "eab_hmac_key": TEXT}),
    }
    for name, text in good.items():
        key(name, text.encode(), f"the key, {name}", {"valid": True}, no_warnings=["kid-key-swapped", "doubly-encoded", "weak-key"])
    key("utf-16", url.encode("utf-16"), "the key as UTF-16", {"valid": True})
    key("byte-order-mark", url.encode("utf-8-sig"), "a byte order mark before the key", {"valid": True})
    key("no-kid", json.dumps(answer).encode(), "the kid is that of the answer", {"valid": True}, kid=False)
    refused = {
        "junk": (url[:10] + "!" + url[10:], "a character that is none of base64", "not-base64"),
        "non-ascii": (url[:10] + "\u00e9" + url[11:], "a letter with an accent", "not-base64"),
        "inner-padding": (url[:10] + "=" + url[10:], "padding inside", "not-base64"),
        "lost-character": (url[:85], "the last character is lost", "not-base64"),
        "empty": ("", "an empty file", "empty-input"), "blank": (" \n", "white space alone", "empty-input"),
        "no-key": (json.dumps({**answer, "hmac_key": None}), "an answer without key", "invalid-value"),
        "other-kid": (json.dumps({**answer, "id": "kid-2"}), "an answer with another id than the kid given", "invalid-value"),
    }
    for name, (text, about, code) in refused.items():
        key(name, text.encode(), about, {"error": {"code": code}}, exit=1)
    doubtful = {
        "twice": (base64.b64encode(base64.b64encode(bytes(48))), "the key encoded twice", "doubly-encoded"),
        "hex": (KEY.hex().encode(), "the key in hex", "key-in-hex"),
        "short": (base64.b64encode(KEY[:16]), "16 bytes", "weak-key"),
        "uuid": (b"8165f313-6883-4202-bd80-083e4a59a718", "the key is a UUID", "kid-key-swapped"),
    }
    for name, (text, about, code) in doubtful.items():
        key(name, text, about, {"valid": False}, exit=3, warnings=[code])


def key(name, data, about, expect, *, kid=True, **more):
    arguments = ["eab", "verify", "requests/inputs/eab/request.json", "--hmac-key-file", "{file}", "--url", URL, "--json"]
    vector.request(
        GROUP, f"hmac-key-{name}.txt", data, about=about, made_by=tools.version("python"), command="make_eab.py: keys()",
        oracle="by construction", arguments=arguments + (["--kid", KID] if kid else []), expect=expect, **more,
    )


def makers():
    """What `eab sign` makes, letter by letter as jwcrypto makes it, and the thumbprints of josepy and jwcrypto."""
    for key_name in ("rsa2048", "rsa4096", "p256", "p384", "p521", "ed25519"):
        for alg in ("HS256", "HS384", "HS512"):
            if alg != "HS256" and key_name not in ("p256", "rsa2048"):
                continue
            path = f"keys/{key_name}.key.pem"
            command = f"python make/acme/eab.py bare {alg} {path}"
            with vector.Workshop("jwcrypto") as shop:
                made = json.loads(shop.run(command))
            vector.request(
                GROUP, f"sign-{key_name}-{alg.lower()}.pem", (vector.TESTDATA / path).read_bytes(), about=f"a binding of {key_name}, {alg}",
                made_by=tools.version("openssl3"), command=f"cp {path} sign-{key_name}-{alg.lower()}.pem",
                oracle=f"{tools.version('jwcrypto')}: {command}",
                arguments=["eab", "sign", "--account-key", "{file}", "--kid", KID, "--hmac-key-file",
                           "requests/inputs/eab/hmac-key.txt", "--url", URL, "--alg", alg],
                expect=made,
            )
        data = (vector.KEYS / f"{key_name}.key.pem").read_bytes()
        thumbprint = jwk.JWK.from_pem(data).thumbprint()
        if key_name != "ed25519":
            # josepy knows no Edwards curves.
            ours = josepy.JWK.load(data).thumbprint(hash_function=SHA256)
            assert base64.urlsafe_b64encode(ours).rstrip(b"=").decode() == thumbprint, key_name
        token = "DGyRejmCefe7v4NfDGDKfA"
        authorization = f"{token}.{thumbprint}"
        digest = hashlib.sha256(authorization.encode()).digest()
        vector.request(
            GROUP, f"authorization-{key_name}.pem", (vector.KEYS / f"{key_name}.cert.pem").read_bytes(),
            about=f"the values of challenges for {key_name}, from its certificate", made_by=tools.version("openssl3"),
            command=f"cp keys/{key_name}.cert.pem authorization-{key_name}.pem",
            oracle=f"the thumbprint of {tools.version('josepy')} and {tools.version('jwcrypto')}, RFC 8555 section 8",
            arguments=["eab", "key-authorization", "--account-key", "{file}", "--token", token, "--json"],
            expect={
                "key_authorization": authorization, "http_01_path": f"/.well-known/acme-challenge/{token}",
                "dns_01_value": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), "tls_alpn_01_digest": digest.hex(),
            },
        )
