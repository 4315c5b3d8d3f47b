"""Bodies of EST's serverkeygen (RFC 7030 §4.4.2), and what agents make of them.

usage: python est.py OUT [OPTION]... PART...
A part is TYPE=ENCODING:FILE: TYPE is pkcs8, certs, generated (a server-generated key in CMS) or json; ENCODING is base64,
base64-line, pem:LABEL (armour, although the header says base64), text (as it is, the header says base64), binary, or
plain (as it is, without the header).
    --boundary TEXT   --quoted     the boundary, in quotes in the header
    --http            a status line and headers before
    --chunked N       the body in chunks of N bytes, with --http
    --headers         headers before
    --preamble        text before and after
    --lf              line feeds alone
    --open            no final delimiter
    --blank           a blank line before the headers of each part
    --repeat          each header line twice
    --lower           header names in lower case
"""

import base64
import pathlib
import sys

TYPES = {
    "pkcs8": "application/pkcs8",
    "certs": "application/pkcs7-mime; smime-type=certs-only",
    "generated": "application/pkcs7-mime; smime-type=server-generated-key",
    "json": "application/json",
}


def main(target, *arguments):
    arguments = list(arguments)
    options = {"boundary": "estServerExampleBoundary"}
    while arguments[0].startswith("--"):
        name = arguments.pop(0)[2:]
        options[name] = arguments.pop(0) if name in ("boundary", "chunked") else True
    end = b"\n" if "lf" in options else b"\r\n"
    pathlib.Path(target).write_bytes(body(options, arguments, end))


def body(options, parts, end):
    boundary = options["boundary"].encode()
    head = b""
    if "http" in options:
        head += end.join([b"HTTP/1.1 200 OK", b"Server: est", b""])
    if "chunked" in options:
        head += header(options, "Transfer-Encoding", "chunked", end)
    if "http" in options or "headers" in options:
        shown = b'"' + boundary + b'"' if "quoted" in options else boundary
        head += header(options, "Content-Type", f"multipart/mixed; boundary={shown.decode()}", end) + end
    out = b""
    if "preamble" in options:
        out += b"This is the preamble.  It is to be ignored." + end
    for part in parts:
        out += b"--" + boundary + end + one(options, part, end) + end
    if "open" not in options:
        out += b"--" + boundary + b"--" + end
    if "preamble" in options:
        out += b"This is the epilogue.  It is also to be ignored." + end
    return head + (chunks(out, int(options["chunked"]), end) if "chunked" in options else out)


def chunks(data, size, end):
    """The chunked transfer coding of HTTP (RFC 9112 section 7.1)."""
    pieces = [data[at:at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x" % len(piece) + end + piece + end for piece in pieces) + b"0" + end + end


def one(options, part, end):
    kind, rest = part.split("=", 1)
    encoding, *label, path = rest.split(":")
    out = end if "blank" in options else b""
    out += header(options, "Content-Type", TYPES[kind], end)
    data = pathlib.Path(path).read_bytes()
    if encoding != "plain":
        out += header(options, "Content-Transfer-Encoding", "binary" if encoding == "binary" else "base64", end)
    if encoding == "base64":
        data = lines(data, end)
    elif encoding == "base64-line":
        data = base64.b64encode(data)
    elif encoding == "pem":
        armour = [f"-----{word} {label[0]}-----".encode() for word in ("BEGIN", "END")]
        data = armour[0] + end + lines(data, end) + end + armour[1]
    elif encoding != "binary":
        data = data.rstrip(b"\r\n").replace(b"\r\n", b"\n").replace(b"\n", end)
    return out + end + data


def header(options, name, value, end):
    line = f"{name.lower() if 'lower' in options else name}: {value}".encode() + end
    return line * 2 if "repeat" in options else line


def lines(data, end):
    text = base64.b64encode(data)
    return end.join(text[at:at + 64] for at in range(0, len(text), 64))


if __name__ == "__main__":
    main(*sys.argv[1:])
