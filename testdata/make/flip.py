"""Flips one bit of a PKCS#12 file of openssl's default form.

usage: python make/flip.py mac|root|key IN OUT
mac: in the MAC's value. root: near the end of the encrypted certificates, in the last certificate's signature. key: in
the private exponent of an encrypted RSA key of 2048 bits.
"""

import sys

from asn1crypto import pkcs12


def place(what, data):
    pfx = pkcs12.Pfx.load(data)
    if what == "mac":
        return data.index(pfx["mac_data"]["mac"]["digest"].native) + 5
    for part in pfx.authenticated_safe:
        if what == "root" and part["content_type"].native == "encrypted_data":
            encrypted = part["content"]["encrypted_content_info"]["encrypted_content"].native
            return data.index(encrypted) + len(encrypted) - 4 * 16
        if what == "key" and part["content_type"].native == "data":
            bag = pkcs12.SafeContents.load(part["content"].native)[0]["bag_value"]
            return data.index(bag["encrypted_data"].native) + 400
    raise ValueError(what)


def main(what, source, out):
    data = bytearray(open(source, "rb").read())
    data[place(what, bytes(data))] ^= 1
    open(out, "wb").write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
