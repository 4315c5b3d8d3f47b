"""Encrypted PKCS#8: every scheme of each tool."""

import expect
import vector

GROUP = "pkcs8"
UNLOCK = {"passwords": ["secret"]}
V1 = {
    "PBE-MD5-DES": True, "PBE-SHA1-DES": True, "PBE-MD5-RC2-64": True, "PBE-SHA1-RC2-64": True,
    "PBE-SHA1-RC4-128": True, "PBE-SHA1-RC4-40": True, "PBE-SHA1-3DES": True, "PBE-SHA1-2DES": True,
    "PBE-SHA1-RC2-128": True, "PBE-SHA1-RC2-40": True,
}


def make():
    vector.clear(GROUP)
    for scheme in V1:
        openssl(f"openssl3-v1-{scheme.lower()}", f"-provider legacy -provider default -v1 {scheme}", f"PBES1 {scheme}", legacy=True)


def openssl(stem, options, about, *, tool="openssl3", leaf="p256", form="PEM", legacy=False):
    name = f"{stem}.{'pem' if form == 'PEM' else 'p8'}"
    layers = ["pkcs8-encrypted"] if form == "DER" else ["pem", "pkcs8-encrypted"]
    vector.make(
        GROUP, name,
        f"openssl pkcs8 -topk8 -in keys/{leaf}.key.pem -outform {form} {options} -passout pass:secret -out {name}",
        about, result(leaf, layers, legacy), tool=tool, unlock=UNLOCK,
    )


def result(leaf, layers, legacy=False):
    return {
        "layers": layers,
        "warnings": ["legacy-encryption"] if legacy else None,
        "no_warnings": None if legacy else ["legacy-encryption"],
        "bundles": [expect.leaf(leaf, chain=(), certificate=False)],
    }
