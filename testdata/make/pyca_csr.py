"""A certificate request by Python's cryptography. usage: python make/pyca_csr.py KEY OUT (KEY is a name in keys/)"""

import ipaddress
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import AttributeOID, ExtendedKeyUsageOID, NameOID

name, out = sys.argv[1:]
key = load_pem_private_key(open(f"keys/{name}.key.pem", "rb").read(), None)
subject = [(NameOID.COUNTRY_NAME, "DE"), (NameOID.ORGANIZATION_NAME, "Bücher"), (NameOID.ORGANIZATIONAL_UNIT_NAME, "a"),
           (NameOID.ORGANIZATIONAL_UNIT_NAME, "b"), (NameOID.COMMON_NAME, "device-1")]
names = [x509.DNSName("a.example"), x509.IPAddress(ipaddress.ip_address("2001:db8::1")), x509.RFC822Name("a@b.example"),
         x509.OtherName(x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), b"\x0c\x0ba@b.example"), x509.RegisteredID(x509.ObjectIdentifier("1.2.3.4"))]
builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([x509.NameAttribute(*one) for one in subject]))
builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=True)
builder = builder.add_attribute(AttributeOID.CHALLENGE_PASSWORD, b"secret").add_attribute(AttributeOID.UNSTRUCTURED_NAME, b"a name")
open(out, "wb").write(builder.sign(key, None if name.startswith("ed") else hashes.SHA256()).public_bytes(Encoding.PEM))
