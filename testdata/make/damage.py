"""Damages PEM the way people and their tools do. usage: python make/damage.py KIND IN OUT; the kinds are below; those of
bytes in damage_bytes.py."""

import base64
import json
import re
import sys

BLOCK = re.compile(r"-----BEGIN ([^-]+)-----\n(.*?)-----END \1-----\n", re.S)


def each(text, form):
    """Every block written anew by `form(label, body)`, the body without its line breaks."""
    return "".join(form(label, body.replace("\n", "")) for label, body in BLOCK.findall(text))


def lines(body, width):
    return "".join(body[at:at + width] + "\n" for at in range(0, len(body), width))


def block(label, body, begin="-----", end="-----"):
    return f"{begin}BEGIN {label}{end}\n{body}{begin}END {label}{end}\n"


def body_of(text):
    return BLOCK.search(text).group(2)


def at_key(text, change):
    """Changes the body of the first block."""
    found = BLOCK.search(text)
    return text[:found.start(2)] + change(found.group(2)) + text[found.end(2):]


KINDS = {
    # Line breaks.
    "spaces": lambda text: text.replace("\n", " "),
    "no-line-breaks": lambda text: text.replace("\n", ""),
    "body-on-one-line": lambda text: each(text, lambda label, body: block(label, body + "\n")),
    "literal-n": lambda text: text.replace("\n", "\\n"),
    "literal-r-n": lambda text: text.replace("\n", "\\r\\n"),
    "literal-n-quoted": json.dumps,
    "double-escaped": lambda text: text.replace("\n", "\\\\n"),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "crcrlf": lambda text: text.replace("\n", "\r\r\n"),
    "blank-lines": lambda text: text.replace("\n", "\n\n"),
    "one-character-a-line": lambda text: each(text, lambda label, body: block(label, lines(body, 1))),
    "lines-of-76": lambda text: each(text, lambda label, body: block(label, lines(body, 76))),
    "no-last-line-break": lambda text: text.rstrip("\n"),
    "tabs": lambda text: text.replace("\n", "\t"),
    # What stands around.
    "bom": lambda text: "\ufeff" + text,
    "indented": lambda text: "".join(f"    {line}\n" for line in text.splitlines()),
    "trailing-blanks": lambda text: "".join(f"{line}   \n" for line in text.splitlines()),
    "text-around": lambda text: f"Dear Bob,\n\nhere is the file you asked for -- keep it safe.\n\n{text}\n--\nAlice\n",
    "text-between": lambda text: text.replace("-----\n-----", "-----\nissued by: Example\n  (a note)\n-----"),
    "quoted": lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
    "shell-variable": lambda text: f"KEY=\"{text}\"\n",
    "yaml": lambda text: "tls:\n  bundle: |\n" + "".join(f"    {line}\n" for line in text.splitlines()),
    "comments": lambda text: text.replace("-----BEGIN", "# from the service\n-----BEGIN"),
    "glued": lambda text: text.replace("-----\n-----", "----------"),
    # Armour.
    "four-dashes": lambda text: text.replace("-----", "----"),
    "six-dashes": lambda text: text.replace("-----", "------"),
    "no-end-dashes": lambda text: re.sub(r"(-----END [A-Z ]+)-----", r"\1", text),
    "lower-case": lambda text: re.sub(r"-----[A-Z ]+-----", lambda found: found.group(0).lower(), text),
    "blanks-in-armour": lambda text: re.sub(r"-----(BEGIN|END) ([A-Z ]+)-----", r"----- \1  \2 -----", text),
    "headers": lambda text: re.sub(r"(-----BEGIN [A-Z ]+-----\n)", r"\1Comment: exported by hand\nX-Note: two\n\n", text),
    "old-labels": lambda text: text.replace("CERTIFICATE-----", "X509 CERTIFICATE-----"),
    "wrong-label": lambda text: text.replace("BEGIN PRIVATE KEY", "BEGIN RSA PRIVATE KEY").replace("END PRIVATE KEY", "END RSA PRIVATE KEY"),
    # Base64.
    "no-padding": lambda text: re.sub(r"=+\n-----END", "\n-----END", text),
    "too-much-padding": lambda text: re.sub(r"=*\n-----END", "====\n-----END", text),
    "url-alphabet": lambda text: each(text, lambda label, body: block(label, lines(body.replace("+", "-").replace("/", "_"), 64))),
    "bare-base64": body_of,
    "bare-base64-one-line": lambda text: body_of(text).replace("\n", ""),
    "bare-base64-url": lambda text: body_of(text).replace("\n", "").replace("+", "-").replace("/", "_").rstrip("="),
    "base64-of-pem": lambda text: base64.b64encode(text.encode()).decode(),
    "base64-twice": lambda text: base64.b64encode(body_of(text).replace("\n", "").encode()).decode(),
    # Beyond repair.
    "star-in-body": lambda text: at_key(text, lambda body: body[:200] + "*" + body[201:]),
    "bare-base64-star": lambda text: body_of(text).replace("\n", "")[:59] + "*" + body_of(text).replace("\n", "")[60:],
    "bare-base64-cut": lambda text: body_of(text).replace("\n", "")[:800],
    "bare-base64-lost": lambda text: body_of(text).replace("\n", "").rstrip("=")[:801],
    "cut-in-body": lambda text: text[:900],
    "labels-differ": lambda text: text.replace("END PRIVATE KEY", "END CERTIFICATE"),
}
ENCODINGS = {"utf16le": "utf-16-le", "utf16be": "utf-16-be"}


def main(kind, *arguments):
    if kind in ("cut", "flip", "replace"):
        import damage_bytes

        return damage_bytes.main(kind, *arguments)
    source, out = arguments
    text = open(source, encoding="ascii").read()
    if kind.split("-")[0] in ENCODINGS:
        bom = "\ufeff" if not kind.endswith("no-bom") else ""
        data = (bom + text).encode(ENCODINGS[kind.split("-")[0]])
    else:
        data = KINDS[kind](text).encode()
    open(out, "wb").write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
