"""Whether pyca/cryptography (OpenSSL) takes the signatures of requests that keybundle made.

Requests as PEM on stdin. Prints `ok` and how many there were, or fails.
"""

import sys

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import mldsa

LATTICE = mldsa.MLDSA44PublicKey, mldsa.MLDSA65PublicKey, mldsa.MLDSA87PublicKey

END = "-----END CERTIFICATE REQUEST-----\n"
requests = [part + END for part in sys.stdin.read().split(END) if part.strip()]
for pem in requests:
    request = x509.load_pem_x509_csr(pem.encode())
    key = request.public_key()
    if isinstance(key, LATTICE):
        # `is_signature_valid` does not know them yet.
        key.verify(request.signature, request.tbs_certrequest_bytes)
    elif not request.is_signature_valid:
        sys.exit(f"{type(key).__name__}: the signature does not verify")
print("ok", len(requests))
