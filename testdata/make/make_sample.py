"""The group sample: what the vendor published, and the answer that the README decodes."""

import json

from cryptography import x509
from cryptography.hazmat.primitives import serialization

import expect
import parts
import tools
import vector

CREDENTIAL = vector.VECTORS / "sample" / "acme-credential-201.json"


def make():
    # The vendor's answer is nobody's to make again: it stays.
    data = CREDENTIAL.read_bytes()
    vector.write("sample", CREDENTIAL.name, data, about="an ACME credential as the vendor's documentation shows it: PEM with spaces",
                 made_by="DigiCert, published documentation of the IoT Trust Manager API", command="none: published",
                 oracle=f"{tools.version('cryptography')}, the PEM repaired", expect=credential(json.loads(data)))
    readme()


def credential(answer):
    certificate = x509.load_pem_x509_certificate(repaired(answer["authentication_pem"]))
    public = serialization.load_pem_public_key(repaired(answer["public_key_pem"]))
    spki = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert vector.sha256(spki) == answer["thumbprint"]
    der = certificate.public_bytes(serialization.Encoding.DER)
    return {"certificates": [vector.sha256(der)], "public_keys": [vector.sha256(spki)], "warnings": ["lenient-pem"],
            "layers": ["json", "pem"]}


def repaired(text):
    """Line breaks where the vendor has spaces, but not in the armour."""
    label = text.split("-----BEGIN ")[1].split("-----")[0]
    inner = text.split(f"-----BEGIN {label}-----")[1].split(f"-----END {label}-----")[0]
    return "\n".join([f"-----BEGIN {label}-----", *inner.split(), f"-----END {label}-----", ""]).encode()


def readme():
    name = "response-cert-encrypted.json"
    if not parts.wanted("sample", name):
        return
    device = "device-rsa2048"
    files = {"device-1.key": parts.pem(f"{device}.key"), "device-1.pem": parts.pem(f"{device}.cert"),
             "intermediate.pem": parts.pem("intermediate.cert"), "root.pem": parts.pem("root.cert")}
    command = (
        "java make/java/MakeZip.java deflated device-1.zip device-1.pem intermediate.pem root.pem device-1.key; "
        "java make/java/BcCms.java enveloped --stream 1000 --rsa keys/rsa2048.cert.pem device-1.zip device-1.p7m; "
        f"python make/answer.py {name} certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 "
        "status=text:AUTO_APPROVED result=text:SUCCESS certificate_id=text:fa39ba51-0000-4000-8000-000000000000 "
        "private_key=base64:device-1.p7m"
    )
    def expected(shop):
        given = parts.unlock("rsa2048")
        assert parts.openssl_decrypt(shop, "device-1.p7m", given) == shop.read("device-1.zip")
        return {"bundles": [expect.leaf(device)], "layers": ["json", "base64", "cms-enveloped-data", "zip", "pem"]}

    vector.make("sample", name, command, "an answer with cert_encrypted, as a Java service streams it: what the README decodes", expected,
                tool="bc", unlock=parts.unlock("rsa2048"), inputs=files, made_by=f"{tools.version('bc')}, answer.py",
                oracle=parts.oracle())
