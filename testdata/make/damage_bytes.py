"""Damages a file as a bad line or a bad disk would. usage: python damage.py HOW IN OUT, where HOW is
(damage.py hands these on)

    cut N               keeps the first N (a fraction of 1, or all but -N bytes)
    flip N              flips the lowest bit of byte N (from the end if negative)
    flip encrypted-key  flips a bit in the middle of the encrypted key of a CMS file's first recipient
    replace HEX HEX     the first occurrence of some bytes by others
"""

import pathlib
import sys

from asn1crypto import cms


def main(how, *arguments):
    *options, source, target = arguments
    data = bytearray(pathlib.Path(source).read_bytes())
    if how == "cut":
        size = float(options[0])
        del data[int(len(data) * size) if 0 < size < 1 else int(size):]
    elif how == "flip":
        at = middle_of_key(data) if options[0] == "encrypted-key" else int(options[0])
        data[at] ^= 1
    elif how == "replace":
        old, new = (bytes.fromhex(option) for option in options)
        assert old in data
        data = data.replace(old, new, 1)
    pathlib.Path(target).write_bytes(data)


def middle_of_key(data):
    recipient = cms.ContentInfo.load(bytes(data))["content"]["recipient_infos"][0].chosen
    if "encrypted_key" in recipient:
        key = recipient["encrypted_key"].native
    else:
        key = recipient["recipient_encrypted_keys"][0]["encrypted_key"].native
    return data.index(key) + len(key) // 2


if __name__ == "__main__":
    main(*sys.argv[1:])
