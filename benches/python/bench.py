"""The cases that Python's cryptography can do, timed: `operation/case nanoseconds`, a line each. `cargo xtask bench`.

    bench.py TESTDATA SECONDS

Each run asserts its result; the figure is the median of some twenty batches of runs. With 0 seconds each runs once.
"""

import io
import statistics
import sys
import time
import zipfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs7, pkcs12

BATCHES = 20
DER = serialization.Encoding.DER
SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


def public(key):
    return key.public_bytes(DER, SPKI)


def check_chain(key, leaf, others):
    """What the other rivals do too: the key is that of the certificate, each is signed by the next."""
    assert public(key.public_key()) == public(leaf.public_key())
    current, links = leaf, 0
    while issuer := next((one for one in others if one.subject == current.issuer and one != current), None):
        current.verify_directly_issued_by(issuer)
        current, links = issuer, links + 1
    assert links == 2


def pkcs12_case(data):
    def run():
        store = pkcs12.load_pkcs12(data, b"secret")
        check_chain(store.key, store.cert.certificate, [one.certificate for one in store.additional_certs])

    return run


def p7m_case(data, key, certificate):
    def run():
        archive = zipfile.ZipFile(io.BytesIO(pkcs7.pkcs7_decrypt_der(data, certificate, key, [])))
        keys, certificates = [], []
        for name in archive.namelist():
            pem = archive.read(name)
            if b"PRIVATE KEY" in pem:
                keys.append(load_pem_private_key(pem, None))
            else:
                certificates += x509.load_pem_x509_certificates(pem)
        own = public(keys[0].public_key())
        leaf = next(one for one in certificates if public(one.public_key()) == own)
        check_chain(keys[0], leaf, certificates)

    return run


def csr_case(key):
    def run():
        names = [("C", "DE"), ("O", "Example"), ("CN", "device-1")]
        oids = {"C": x509.NameOID.COUNTRY_NAME, "O": x509.NameOID.ORGANIZATION_NAME, "CN": x509.NameOID.COMMON_NAME}
        builder = x509.CertificateSigningRequestBuilder()
        builder = builder.subject_name(x509.Name([x509.NameAttribute(oids[name], value) for name, value in names]))
        extension = x509.SubjectAlternativeName([x509.DNSName("device-1.example.com")])
        request = builder.add_extension(extension, critical=False).sign(key, hashes.SHA256())
        assert len(request.public_bytes(DER)) > 250

    return run


def key_case(pem):
    def run():
        assert load_pem_private_key(pem, None).public_key() is not None

    return run


def certificate_case(pem):
    def run():
        assert x509.load_pem_x509_certificate(pem).public_key() is not None

    return run


def cases(testdata):
    read = lambda path: (testdata / path).read_bytes()
    for case, vector in (("openssl-default", "openssl3-default"), ("jdk-10000", "jdk17-default"), ("600000", "openssl3-600000")):
        yield f"pkcs12/{case}", pkcs12_case(read(f"vectors/pkcs12/{vector}.p12"))
    key = load_pem_private_key(read("keys/rsa2048.key.pem"), None)
    certificate = x509.load_pem_x509_certificate(read("keys/rsa2048.cert.pem"))
    yield "p7m/rsa2048", p7m_case(read("vectors/cms/openssl3-rsa-aes256-cbc.p7m"), key, certificate)
    yield "csr/p256", csr_case(load_pem_private_key(read("keys/device-p256.key.pem"), None))
    for name in ("device-rsa2048", "device-p256", "device-p384", "p521", "device-ed25519"):
        yield f"key-pem/{name}", key_case(read(f"keys/{name}.key.pem"))
    yield "certificate-pem/device-p256", certificate_case(read("keys/device-p256.cert.pem"))


def measure(run, seconds):
    """Nanoseconds of one run."""
    start = time.perf_counter()
    runs = 0
    while runs == 0 or time.perf_counter() - start < 0.3 * seconds:
        run()
        runs += 1
    taken = (time.perf_counter() - start) / runs
    size = max(1, round(seconds / BATCHES / taken))
    batches = []
    end = time.perf_counter() + seconds
    while not batches or time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(size):
            run()
        batches.append((time.perf_counter() - start) / size)
    return statistics.median(batches) * 1e9


if __name__ == "__main__":
    for name, run in cases(Path(sys.argv[1])):
        print(name, round(measure(run, float(sys.argv[2]))), flush=True)
