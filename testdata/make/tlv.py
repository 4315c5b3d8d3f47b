"""A few lines of BER, for forms that no library writes when asked politely."""


def tlv(tag, *parts):
    """Definite length."""
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    count = (size.bit_length() + 7) // 8
    return bytes([tag, 0x80 | count]) + size.to_bytes(count, "big") + body


def indefinite(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def long_length(tag, *parts, count=4):
    """Definite, the length in more bytes than it takes."""
    body = b"".join(parts)
    return bytes([tag, 0x80 | count]) + len(body).to_bytes(count, "big") + body


def sequence(*parts):
    return tlv(0x30, *parts)


def set_of(*parts):
    return tlv(0x31, *sorted(parts))


def octets(data):
    return tlv(0x04, data)


def bits(data):
    return tlv(0x03, b"\0", data)


def integer(value):
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(text):
    first, second, *rest = (int(arc) for arc in text.split("."))
    out = b""
    for arc in [40 * first + second, *rest]:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | arc & 0x7F)
        out += bytes(reversed(groups))
    return tlv(0x06, out)


def context(number, *parts, constructed=True):
    return tlv((0xA0 if constructed else 0x80) | number, *parts)


NULL = b"\x05\0"


def algorithm(identifier, *parameters):
    return sequence(oid(identifier), *parameters)
