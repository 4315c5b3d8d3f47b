"""Breaks a PKCS#12 file with PBMAC1 as RFC 9579, appendix A.4 and A.5, do.

usage: python make/pbmac1.py iterations|salt IN OUT
iterations: the count of the MAC's derivation is one more than was used. salt: the salt's first byte is another.
"""

import sys

from asn1crypto import algos, pkcs12


def main(what, source, out):
    pfx = pkcs12.Pfx.load(open(source, "rb").read())
    parameters = pfx["mac_data"]["mac"]["digest_algorithm"]["parameters"].dump()
    scheme = algos.Pbes2Params.load(parameters)["key_derivation_func"]["parameters"].dump()
    whole = open(source, "rb").read()
    at = whole.index(scheme)
    # SEQUENCE { OCTET STRING salt, INTEGER iterations, … }, all short.
    salt = at + 4
    iterations = salt + scheme[3] + 2
    broken = bytearray(whole)
    broken[salt if what == "salt" else iterations + 1] ^= 1
    open(out, "wb").write(broken)


if __name__ == "__main__":
    main(*sys.argv[1:])
