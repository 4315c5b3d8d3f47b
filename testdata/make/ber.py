"""Writes a DER file of PKCS#12 (or any SEQUENCE) again as BER.

usage: python make/ber.py indefinite|definite|nested|long IN OUT
indefinite: indefinite lengths, octet strings in chunks. definite: definite lengths, octet strings in chunks.
nested: as indefinite, the chunks themselves in chunks. long: lengths in five octets where one would do.
Only what no MAC covers is written anew: the outer structures and the octet string that carries the content. Of a file
without a MAC the content too, with [0] IMPLICIT OCTET STRING of EncryptedContentInfo in chunks.
"""

import sys

OCTETS, CONTEXT0 = 0x04, 0x80


def main(form, source, out):
    data = open(source, "rb").read()
    version, safe, *mac = children(data)
    kind, content = children(safe)
    inner = children(children(content)[0], whole=True)
    value = inner if mac else authenticated_safe(form, inner)
    carried = wrap(form, 0xA0, [octets(form, OCTETS, value)])
    parts = [version, wrap(form, 0x30, [kind, carried]), *(again(form, part) for part in mac)]
    open(out, "wb").write(wrap(form, 0x30, parts))


def authenticated_safe(form, data):
    """The content of a file without MAC: every ContentInfo anew."""
    written = []
    for info in children(data):
        kind, content = children(info)
        body = children(content)[0]
        if body[0] == OCTETS:
            body = octets(form, OCTETS, children(body, whole=True))
        else:
            version, encrypted = children(body)
            inner_kind, algorithm, data = children(encrypted)
            data = octets(form, CONTEXT0, children(data, whole=True))
            body = wrap(form, 0x30, [version, wrap(form, 0x30, [inner_kind, again(form, algorithm), data])])
        written.append(wrap(form, 0x30, [kind, wrap(form, 0xA0, [body])]))
    return wrap(form, 0x30, written)


def again(form, data):
    """The same value with the form's lengths; primitives as they are."""
    return wrap(form, data[0], [again(form, part) for part in children(data)]) if data[0] & 0x20 else data


def octets(form, tag, value, depth=0):
    """A string of octets, in chunks where the form wants it."""
    if form == "long":
        return wrap(form, tag, [value])
    size = 100 if depth else 700
    chunks = [value[start:start + size] for start in range(0, len(value), size)]
    if form == "nested" and not depth:
        parts = [octets(form, OCTETS, chunk, 1) for chunk in chunks]
    else:
        parts = [bytes([OCTETS]) + length(len(chunk)) + chunk for chunk in chunks]
    return wrap(form, tag | 0x20, parts)


def wrap(form, tag, parts):
    body = b"".join(parts)
    if form in ("indefinite", "nested"):
        return bytes([tag, 0x80]) + body + b"\0\0"
    if form == "long":
        return bytes([tag, 0x84]) + len(body).to_bytes(4, "big") + body
    return bytes([tag]) + length(len(body)) + body


def length(size):
    if size < 0x80:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def children(data, whole=False):
    """The values inside one DER value, or its content as a whole."""
    content = content_of(data)[0]
    if whole:
        return content
    found = []
    while content:
        _, size = content_of(content)
        found.append(content[:size])
        content = content[size:]
    return found


def content_of(data):
    """The content of the first value, and how long the value is."""
    size, start = data[1], 2
    if size & 0x80:
        start = 2 + (size & 0x7F)
        size = int.from_bytes(data[2:start], "big")
    return data[start:start + size], start + size


if __name__ == "__main__":
    main(*sys.argv[1:])
