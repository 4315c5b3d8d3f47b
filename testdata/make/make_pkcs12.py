"""PKCS#12: what each tool writes, with each of its schemes."""

import expect
import vector

GROUP = "pkcs12"
UNLOCK = {"passwords": ["secret"]}
EXPORT = "openssl pkcs12 -export -inkey keys/{leaf}.key.pem -in keys/{leaf}.cert.pem -certfile keys/chain.pem"


def make():
    vector.clear(GROUP)
    openssl("openssl3-default", "", "the default of openssl pkcs12 -export")
    openssl("openssl3-legacy", "-legacy", "certificates RC2-40, key 3DES, MAC SHA-1", legacy=True)
    for scheme in ("PBE-SHA1-RC4-128", "PBE-SHA1-RC4-40", "PBE-SHA1-RC2-128", "PBE-SHA1-RC2-40", "PBE-SHA1-3DES",
                   "PBE-SHA1-2DES", "PBE-MD5-DES", "PBE-SHA1-DES", "PBE-MD5-RC2-64", "PBE-SHA1-RC2-64"):
        openssl(
            f"openssl3-{scheme.lower()}", f"-provider legacy -provider default -keypbe {scheme} -certpbe {scheme}",
            f"key and certificates in {scheme}", legacy=True, leaf="p256",
        )


def openssl(stem, options, about, *, tool="openssl3", leaf="rsa2048", legacy=False, unlock=UNLOCK, more=None):
    name = f"{stem}.p12"
    vector.make(
        GROUP, name, f"{EXPORT.format(leaf=leaf)} {options} -passout pass:secret -out {name}".replace("  ", " "),
        about, result(leaf, legacy, more), tool=tool, unlock=unlock,
    )


def result(leaf, legacy=False, more=None):
    return {
        "layers": ["pkcs12"],
        "warnings": ["legacy-encryption"] if legacy else None,
        "no_warnings": None if legacy else ["legacy-encryption"],
        "bundles": [expect.leaf(leaf)],
        **(more or {}),
    }
