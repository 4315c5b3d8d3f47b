"""Private and public keys as they stand: every form and algorithm of each tool."""

import expect
import tools
import vector

GROUP = "key"
NIST = {"prime192v1": "P-192", "secp224r1": "P-224", "prime256v1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
BRAINPOOL = [f"brainpoolP{bits}{kind}1" for bits in (160, 192, 224, 256, 320, 384, 512) for kind in "rt"]
BINARY = ("sect163k1", "sect233r1", "sect283k1", "sect409r1", "sect571k1")
OTHER = ("secp256k1", "secp192k1", "secp128r1", "secp160r2", "secp224k1", "prime239v1")


def make():
    vector.clear(GROUP)
    rsa()
    curves()
    edwards_and_montgomery()
    finite_field()
    post_quantum()
    jwk()
    other_tools()
    public()
    by_hand()
    refused()


def rsa():
    for bits in (512, 1024, 1536, 2048, 3072, 4096, 8192):
        weak = ["weak-key"] if bits < 2048 else None
        openssl(f"openssl36-rsa{bits}.pem", f"openssl genrsa {bits} > OUT", f"PKCS#8, RSA {bits}", f"RSA {bits}", warnings=weak)
    openssl("openssl36-rsa2048-pkcs1.pem", "openssl genrsa -traditional 2048 > OUT", "PKCS#1 in PEM", "RSA 2048")
    openssl("openssl3-rsa2048-pkcs1.der", "openssl genrsa -traditional 2048 | openssl rsa -traditional -outform DER -out OUT",
            "PKCS#1 in DER", "RSA 2048", tool="openssl3")
    openssl("openssl3-rsa2048-pkcs8.der", "openssl genpkey -algorithm RSA -outform DER -out OUT", "PKCS#8 in DER",
            "RSA 2048", tool="openssl3")
    openssl("openssl36-rsa2048-e3.pem", "openssl genrsa -3 2048 > OUT", "public exponent 3", "RSA 2048")
    for primes in (3, 4):
        bits = 2048 if primes == 3 else 4096
        openssl(f"openssl36-rsa{bits}-{primes}-primes.pem", f"openssl genrsa -primes {primes} {bits} > OUT",
                f"{primes} primes, PKCS#8", f"RSA {bits}")
    openssl("openssl36-rsa2048-3-primes-pkcs1.pem", "openssl genrsa -traditional -primes 3 2048 > OUT",
            "three primes, PKCS#1 version 1", "RSA 2048")
    pss = "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048"
    openssl("openssl3-rsa-pss.pem", f"{pss} -out OUT", "RSASSA-PSS without parameters", "RSA 2048", tool="openssl3")
    openssl(
        "openssl3-rsa-pss-parameters.pem",
        f"{pss} -pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32 -out OUT",
        "RSASSA-PSS with parameters", "RSA 2048", tool="openssl3",
    )


def curves():
    for curve, name in NIST.items():
        weak = ["weak-key"] if curve == "prime192v1" else None
        openssl(f"openssl3-{name.lower()}-sec1.pem", f"openssl ecparam -name {curve} -genkey -noout -out OUT",
                f"SEC1, {name}", f"EC {name}", tool="openssl3", warnings=weak)
        openssl(f"openssl36-{name.lower()}.pem", f"openssl genpkey -algorithm EC -pkeyopt group:{curve} -out OUT",
                f"PKCS#8, {name}", f"EC {name}", warnings=weak)
    for curve in (*BRAINPOOL, *OTHER):
        weak = ["weak-key"] if any(bits in curve for bits in ("128", "160", "192")) else None
        openssl(f"openssl36-{curve.lower()}.pem", f"openssl genpkey -algorithm EC -pkeyopt group:{curve} -out OUT",
                curve, f"EC {curve}", warnings=weak)
    for curve in BINARY:
        openssl(f"openssl3-{curve}.pem", f"openssl genpkey -algorithm EC -pkeyopt group:{curve} -out OUT",
                f"{curve}: a binary curve", f"EC {curve}", tool="openssl3", warnings=["weak-key"])
    openssl("openssl36-sm2.pem", "openssl genpkey -algorithm SM2 -out OUT", "SM2", "SM2")
    openssl("openssl3-p256-params-block.pem", "openssl ecparam -name prime256v1 -genkey -out OUT",
            "a block EC PARAMETERS before the key, as openssl ecparam writes it", "EC P-256", tool="openssl3")
    for curve in ("prime256v1", "secp384r1", "secp521r1", "secp256k1", "brainpoolP256r1", "brainpoolP384t1"):
        name = NIST.get(curve, curve)
        openssl(f"openssl3-{name.lower()}-explicit.pem",
                f"openssl ecparam -name {curve} -genkey -noout -param_enc explicit -out OUT",
                "SEC1 with explicit parameters of a known curve", f"EC {name}", tool="openssl3")
    openssl("openssl36-p256-explicit-pkcs8.der",
            "openssl genpkey -algorithm EC -pkeyopt group:P-256 -pkeyopt ec_param_enc:explicit -outform DER -out OUT",
            "PKCS#8 with explicit parameters", "EC P-256")
    for curve in ("prime256v1", "secp384r1", "secp521r1", "secp256k1", "brainpoolP384r1", "secp224r1"):
        name = NIST.get(curve, curve)
        openssl(f"openssl3-{name.lower()}-compressed.pem",
                f"openssl ecparam -name {curve} -genkey -noout -conv_form compressed -out OUT",
                "SEC1 with a compressed public point", f"EC {name}", tool="openssl3")
    openssl("openssl3-p256-hybrid.pem", "openssl ecparam -name prime256v1 -genkey -noout -conv_form hybrid -out OUT",
            "SEC1 with a hybrid public point", "EC P-256", tool="openssl3")
    for curve in ("prime256v1", "secp384r1", "secp521r1", "secp224r1", "secp256k1", "brainpoolP256r1", "brainpoolP512r1"):
        name = NIST.get(curve, curve)
        openssl(f"openssl3-{name.lower()}-no-public.der",
                f"openssl ecparam -name {curve} -genkey -noout | openssl ec -no_public -outform DER -out OUT",
                "SEC1 in DER without the public point", f"EC {name}", tool="openssl3")
    openssl("openssl3-p256-no-public-pkcs8.pem",
            "openssl ecparam -name prime256v1 -genkey -noout | openssl ec -no_public | openssl pkcs8 -topk8 -nocrypt -out OUT",
            "PKCS#8 without the public point", "EC P-256", tool="openssl3")


def edwards_and_montgomery():
    for algorithm in ("Ed25519", "Ed448", "X25519", "X448"):
        openssl(f"openssl3-{algorithm.lower()}.pem", f"openssl genpkey -algorithm {algorithm} -out OUT",
                f"PKCS#8, {algorithm}", algorithm, tool="openssl3")
        openssl(f"openssl36-{algorithm.lower()}.der", f"openssl genpkey -algorithm {algorithm} -outform DER -out OUT",
                f"PKCS#8 in DER, {algorithm}", algorithm)
    for curve, name in (("Ed25519", "Ed25519"), ("X25519", "X25519")):
        made(f"bc-{name.lower()}-pkcs8-v2.pem", f"java make/java/BcKey.java {curve} OUT",
             "PKCS#8 version 2 (RFC 5958) with the public key", name, "bc")


def finite_field():
    for bits in (1024, 2048, 3072):
        parameters = f"openssl dsaparam -out p.pem {bits} && openssl "
        openssl(f"openssl3-dsa{bits}.pem", f"{parameters} genpkey -paramfile p.pem -out OUT".replace("  ", " "),
                f"PKCS#8, DSA {bits}", f"DSA {bits}", tool="openssl3", warnings=["weak-key"] if bits == 1024 else None)
    openssl("openssl3-dsa2048-traditional.pem", "openssl dsaparam -genkey -noout 2048 | openssl dsa -out OUT",
            "the old form DSA PRIVATE KEY", "DSA 2048", tool="openssl3")
    openssl("openssl3-dh-ffdhe2048.pem", "openssl genpkey -algorithm DH -pkeyopt group:ffdhe2048 -out OUT",
            "PKCS#3 Diffie-Hellman", "DH 2048", tool="openssl3")
    openssl("openssl3-dhx-rfc5114.pem", "openssl genpkey -algorithm DHX -pkeyopt group:dh_2048_256 -out OUT",
            "X9.42 Diffie-Hellman", "DH 2048", tool="openssl3")


def post_quantum():
    for size in (44, 65, 87):
        for form in ("seed-only", "priv-only", "seed-priv"):
            openssl(f"openssl36-ml-dsa-{size}-{form}.pem",
                    f"openssl genpkey -algorithm ML-DSA-{size} -provparam ml-dsa.output_formats={form} -out OUT",
                    f"RFC 9881, {form}", f"ML-DSA-{size}")
    openssl("openssl36-ml-dsa-44.der", "openssl genpkey -algorithm ML-DSA-44 -outform DER -out OUT", "the default form in DER",
            "ML-DSA-44")
    for size, form in ((44, "bare-seed"), (44, "bare-priv"), (65, "oqskeypair")):
        openssl(f"openssl36-ml-dsa-{size}-{form}.pem",
                f"openssl genpkey -algorithm ML-DSA-{size} -provparam ml-dsa.output_formats={form} -out OUT",
                f"a form before RFC 9881, {form}", f"ML-DSA-{size}")
    for name in ("ML-KEM-512", "ML-KEM-768", "ML-KEM-1024", "SLH-DSA-SHA2-128s", "SLH-DSA-SHAKE-256f"):
        openssl(f"openssl36-{name.lower()}.pem", f"openssl genpkey -algorithm {name} -out OUT", name, name)
    for form in ("seed-only", "priv-only"):
        openssl(f"openssl36-ml-kem-768-{form}.pem",
                f"openssl genpkey -algorithm ML-KEM-768 -provparam ml-kem.output_formats={form} -out OUT", f"ML-KEM, {form}", "ML-KEM-768")


def jwk():
    for stem, arguments, key in (
        ("rsa", "kty='RSA', size=2048", "RSA 2048"), ("p256", "kty='EC', crv='P-256'", "EC P-256"),
        ("p384", "kty='EC', crv='P-384'", "EC P-384"), ("p521", "kty='EC', crv='P-521'", "EC P-521"),
        ("secp256k1", "kty='EC', crv='secp256k1'", "EC secp256k1"), ("ed25519", "kty='OKP', crv='Ed25519'", "Ed25519"),
        ("ed448", "kty='OKP', crv='Ed448'", "Ed448"), ("x25519", "kty='OKP', crv='X25519'", "X25519"),
        ("x448", "kty='OKP', crv='X448'", "X448"),
    ):
        name = f"jwcrypto-{stem}.jwk"
        command = (
            f"python -c \"from jwcrypto.jwk import JWK; k = JWK.generate({arguments}); "
            f"open('{name}', 'w').write(k.export()); open('k.pem', 'wb').write(k.export_to_pem(True, None))\""
        )
        vector.make(
            GROUP, name, command, f"a private JWK, {key}",
            lambda shop, key=key: {"bundles": [expect.from_openssl(shop.read("k.pem"), key)]},
            tool="jwcrypto",
        )


    for stem, change, about, keys in (
        ("rsa-without-crt", "k = {n: k[n] for n in ('kty', 'n', 'e', 'd')}", "an RSA JWK without primes", ("RSA 2048",)),
        ("extra-members", "k.update(kid='a', use='sig', alg='RS256', x5t='abc', other=[1])", "members that say nothing of the key", ("RSA 2048",)),
        ("set", "k = {'keys': [k, json.loads(e.export())]}", "a JWK set of two private keys", ("RSA 2048", "EC P-256")),
    ):
        name = f"jwcrypto-{stem}.jwk"
        command = (
            "python -c \"import json; from jwcrypto.jwk import JWK; r = JWK.generate(kty='RSA', size=2048); e = JWK.generate(kty='EC', crv='P-256'); "
            f"open('r.pem', 'wb').write(r.export_to_pem(True, None)); open('e.pem', 'wb').write(e.export_to_pem(True, None)); k = json.loads(r.export()); {change}; "
            f"json.dump(k, open('{name}', 'w'))\""
        )
        vector.make(
            GROUP, name, command, about,
            lambda shop, keys=keys: {"bundles": [expect.from_openssl(shop.read(f), key) for f, key in zip(("r.pem", "e.pem"), keys)]},
            tool="jwcrypto",
        )

    name = "jwcrypto-x5c.jwk"
    chain = "device-p256", "intermediate", "root"
    vector.make(
        GROUP, name, "python -c \"import base64, pathlib; from cryptography import x509; from cryptography.hazmat.primitives.serialization import Encoding; "
        "from jwcrypto.jwk import JWK; k = JWK.from_pem(pathlib.Path('keys/device-p256.key.pem').read_bytes()); "
        f"read = lambda name: x509.load_pem_x509_certificate(pathlib.Path(f'keys/{{name}}.cert.pem').read_bytes()); "
        f"k['x5c'] = [base64.b64encode(read(name).public_bytes(Encoding.DER)).decode() for name in {chain}]; open('{name}', 'w').write(k.export())\"",
        "a private JWK with its certificate and the chain in x5c", {"bundles": [expect.leaf("device-p256")]}, tool="jwcrypto",
    )


def other_tools():
    for kind in ("rsa --bits=2048", "ecdsa --curve=secp384r1", "ed25519", "ed448", "rsa-pss --bits=2048"):
        stem = kind.split()[0]
        name = {"rsa": "RSA 2048", "ecdsa": "EC P-384", "ed25519": "Ed25519", "ed448": "Ed448", "rsa-pss": "RSA 2048"}[stem]
        made(f"gnutls-{stem}.pem", f"certtool --generate-privkey --key-type={kind} --outfile OUT", f"certtool, {kind}", name, "gnutls")
    made("gnutls-rsa-pkcs8.pem", "certtool --generate-privkey --key-type=rsa --bits=2048 --pkcs8 --password= --outfile OUT",
         "certtool --pkcs8 without a password", "RSA 2048", "gnutls")
    made("gnutls-rsa-provable.pem", "certtool --generate-privkey --provable --key-type=rsa --bits=2048 --outfile OUT",
         "a provable key: an attribute with the seed in PKCS#8", "RSA 2048", "gnutls")
    for kind, form, name in (("rsa -b 2048", "PEM", "RSA 2048"), ("ecdsa -b 521", "PEM", "EC P-521"),
                             ("rsa -b 3072", "PKCS8", "RSA 3072"), ("ecdsa -b 256", "PKCS8", "EC P-256")):
        made(f"ssh-keygen-{kind.split()[0]}-{form.lower()}.pem", f"ssh-keygen -q -t {kind} -m {form} -N '' -f OUT",
             f"ssh-keygen -m {form}", name, "ssh")
    for algorithm, name in (("RSA", "RSA 2048"), ("EC", "EC P-256"), ("Ed25519", "Ed25519"), ("X448", "X448"), ("DSA", "DSA 2048"),
                            ("RSASSA-PSS", "RSA 2048"), ("DH", "DH 2048")):
        made(f"jdk17-{algorithm.lower()}.der", f"java make/java/JdkKey.java {algorithm} OUT", f"PrivateKey.getEncoded, {algorithm}", name, "jdk")
    for curve, name in (("secp256r1", "EC P-256"), ("brainpoolP256r1", "EC brainpoolP256r1"), ("RSA", "RSA 2048"),
                        ("DSA", "DSA 2048"), ("Ed448", "Ed448")):
        made(f"bc-{curve.lower()}.pem", f"java make/java/BcKey.java {curve} OUT", f"JcaPEMWriter, {curve}", name, "bc")
    made("forge-rsa-pkcs1.pem", "node make/forge.js pkcs1 - keys/rsa2048.key.pem OUT", "node-forge, CRLF line ends", "RSA 2048", "forge")
    made("go-ec-sec1.der", "go run make/go/key.go ec OUT", "x509.MarshalECPrivateKey", "EC P-384", "go")
    made("go-rsa-pkcs1.pem", "go run make/go/key.go rsa OUT", "x509.MarshalPKCS1PrivateKey", "RSA 2048", "go")
    made("go-ed25519.der", "go run make/go/key.go ed25519 OUT", "x509.MarshalPKCS8PrivateKey", "Ed25519", "go")
    made("putty-rsa.pem", "puttygen -q -t rsa -b 2048 -O private-openssh --new-passphrase /dev/null -o OUT",
         "puttygen -O private-openssh", "RSA 2048", "putty")


def public():
    for stem, command, form in (
        ("openssl3-rsa-spki.pem", "openssl pkey -in keys/rsa2048.key.pem -pubout -out OUT", "PEM"),
        ("openssl3-rsa-pkcs1-public.pem", "openssl rsa -in keys/rsa2048.key.pem -RSAPublicKey_out -out OUT", "PEM"),
        ("openssl3-rsa-pkcs1-public.der", "openssl rsa -in keys/rsa2048.key.pem -RSAPublicKey_out -outform DER -out OUT", "DER"),
        ("openssl3-p256-spki.der", "openssl pkey -in keys/p256.key.pem -pubout -outform DER -out OUT", "DER"),
        ("openssl3-ed25519-spki.pem", "openssl pkey -in keys/ed25519.key.pem -pubout -out OUT", "PEM"),
    ):
        key = next(name for name in ("rsa2048", "p256", "ed25519") if f"/{name}." in command)
        bundle = expect.leaf(key, chain=(), certificate=False)
        vector.make(GROUP, stem, command.replace("OUT", stem), "a public key alone", {
            "layers": ["pem"] if form == "PEM" else [], "public_keys": [bundle["spki_sha256"]],
        })
    name = "openssl3-dsa-spki.pem"
    vector.make(
        GROUP, name, f"openssl dsaparam -genkey -noout 2048 | openssl dsa -pubout -out {name}", "a DSA public key alone",
        lambda shop: {"layers": ["pem"], "public_keys": [vector.sha256(expect.der(shop.read(name)))]},
    )
    name = "openssl36-ml-dsa-65-spki.pem"
    vector.make(
        GROUP, name, f"openssl genpkey -algorithm ML-DSA-65 -out k.pem && openssl pkey -in k.pem -pubout -out {name}",
        "an ML-DSA public key alone",
        lambda shop: {"layers": ["pem"], "public_keys": [vector.sha256(expect.der(shop.read(name)))]}, tool="openssl36",
    )


def by_hand():
    """Forms that no tool at hand writes: the key is one of testdata/keys."""
    for scenario, leaf, warning, about in (
        ("rsa-no-null", "rsa2048", None, "rsaEncryption without its NULL"),
        ("rsa-x500-oid", "rsa2048", None, "an RSA key under X.509's old OID"), ("rsa-attributes", "rsa2048", None, "PKCS#8 with attributes"),
        ("rsa-ber", "rsa2048", "not-der", "BER: indefinite lengths, the key in chunks"),
        ("ed25519-raw", "ed25519", None, "Ed25519 without the inner OCTET STRING"), ("ed25519-null", "ed25519", None, "Ed25519 with NULL parameters"),
        ("ec-inner-parameters", "p256", None, "the curve named twice"), ("ec-only-inner-parameters", "p256", None, "the curve named inside alone"),
        ("ec-ecdh-oid", "p256", None, "an EC key under id-ecDH"), ("ec-leading-zero", "p256", None, "a scalar with a zero in front"),
    ):
        python(scenario, about, {"layers": [], "warnings": [warning] if warning else None, "bundles": [expect.leaf(leaf, chain=(), certificate=False)]})
    for scenario, code, about in (
        ("rsa-inconsistent", "invalid-value", "primes that do not multiply to the modulus"), ("rsa-version-7", "malformed-der", "a version that PKCS#8 does not have"),
        ("ec-zero", "invalid-value", "the scalar zero"), ("ec-above-order", "invalid-value", "a scalar above the order"),
        ("ec-two-curves", "invalid-value", "two different curves named"),
    ):
        python(scenario, about, {"code": code})
    python("rsa-oaep-oid", "an RSA key under id-RSAES-OAEP", {"layers": [], "bundles": [expect.described("RSA 2048", None)]})
    python("unknown-algorithm", "an algorithm nobody knows: delivered, with a warning that names the OID",
           {"layers": [], "warnings": ["unknown-algorithm"], "bundles": [expect.described("1.3.6.1.4.1.99999.1", None)]})


def python(scenario, about, expected):
    name = f"python-{scenario}.der"
    vector.make(GROUP, name, f"python make/odd_key.py {scenario} {name}", about, expected, tool="cryptography",
                made_by=f"{tools.version('cryptography')}, {tools.version('asn1crypto')}")


def refused():
    name = "openssl3-trailing-byte.pem"
    vector.make(GROUP, name, "openssl pkey -in keys/rsa2048.key.pem -outform DER -out k && printf x >> k && "
                f"(echo -----BEGIN PRIVATE KEY-----; base64 k; echo -----END PRIVATE KEY-----) > {name}",
                "a byte after the end of a key, in its block", {"code": "trailing-data"})
    name = "openssl3-truncated.der"
    vector.make(GROUP, name, f"openssl pkey -in keys/rsa2048.key.pem -outform DER -out k && head -c 700 k > {name}",
                "cut after 700 bytes", {"code": "truncated"})


def openssl(name, command, about, algorithm, *, tool="openssl36", **more):
    made(name, command, about, algorithm, tool, **more)


def made(name, command, about, algorithm, tool, *, warnings=None):
    def result(shop):
        data = shop.read(name)
        bundle = expect.from_openssl(data, algorithm)
        return {"layers": ["pem"] if b"-----BEGIN" in data else [], "warnings": warnings, "bundles": [bundle]}

    made_by = tools.version(tool).replace(" keytool", "")
    vector.make(GROUP, name, command.replace("OUT", name), about, result, tool=tool, made_by=made_by, oracle=tools.version("openssl36"))
