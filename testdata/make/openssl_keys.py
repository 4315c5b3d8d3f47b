"""More of testdata/keys: recipients of algorithms that only OpenSSL makes certificates of (ML-KEM, Diffie-Hellman). Made
once."""

import vector

KEYS = {
    "mlkem512": ("openssl36", "openssl genpkey -algorithm ML-KEM-512 -out OUT"),
    "mlkem768": ("openssl36", "openssl genpkey -algorithm ML-KEM-768 -provparam ml-kem.output_formats=seed-only -out OUT"),
    "mlkem1024": ("openssl36", "openssl genpkey -algorithm ML-KEM-1024 -provparam ml-kem.output_formats=priv-only -out OUT"),
    # RFC 5114 §2.3: 2048 bits, a subgroup of 256.
    "dhx2048": ("openssl3", "openssl genpkey -genparam -algorithm DHX -pkeyopt dh_rfc5114:3 -out p && openssl genpkey -paramfile p -out OUT"),
    "dhx2048-other": ("openssl3", "openssl genpkey -genparam -algorithm DHX -pkeyopt dh_rfc5114:3 -out p && openssl genpkey -paramfile p -out OUT"),
}


def make():
    for name, (tool, command) in KEYS.items():
        key, certificate = f"{name}.key.pem", f"{name}.cert.pem"
        if (vector.KEYS / key).exists() and (vector.KEYS / certificate).exists():
            continue
        with vector.Workshop(tool) as shop:
            shop.run(command.replace("OUT", key))
            shop.run(
                f"openssl pkey -in {key} -pubout -out public && printf 'subjectKeyIdentifier=hash\\n' > extensions && "
                f"openssl x509 -new -subj /O=Example/CN=device-{name} -force_pubkey public -days 9000 -extfile extensions "
                f"-CA keys/intermediate.cert.pem -CAkey keys/intermediate.key.pem -out {certificate}"
            )
            for file in (key, certificate):
                (vector.KEYS / file).write_bytes(shop.read(file))
