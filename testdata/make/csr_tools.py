"""Certificate requests by tools other than openssl."""

import tools


def make():
    from make_csr import add

    def made(name, command, about, algorithm, signature, tool, **more):
        add(name, command.replace("OUT", name), about, algorithm, signature, tool=tool, made_by=tools.version(tool), **more)

    rsa, ecdsa = "sha256WithRSAEncryption", "ecdsa-with-SHA256"
    store = "keytool -genkeypair -keystore k.p12 -storepass secret -alias a -dname 'CN=device-1, OU=b, OU=a, O=\"Example, Inc.\", C=DE'"
    request = "keytool -certreq -keystore k.p12 -storepass secret -alias a -file OUT"
    for stem, options, algorithm, signature in (
        ("rsa", "-keyalg RSA -keysize 2048", "RSA 2048", rsa), ("ec", "-keyalg EC -groupname secp256r1", "EC P-256", ecdsa),
        ("pss", "-keyalg RSASSA-PSS -keysize 2048", "RSA 2048", "RSASSA-PSS"), ("ed448", "-keyalg Ed448", "Ed448", "Ed448"),
        ("dsa", "-keyalg DSA -keysize 2048", "DSA 2048", "dsa-with-sha256"),
    ):
        made(f"jdk17-keytool-{stem}.pem", f"{store} {options} && {request}", f"keytool -certreq, {stem}", algorithm, signature, "jdk")
    made("jdk17-keytool-extensions.pem", f"{store} -keyalg EC -groupname secp384r1 && {request} -ext san=dns:a.example,ip:192.0.2.7,email:a@b.example,"
         "uri:https://a.example/ -ext ku:critical=digitalSignature -ext eku=serverAuth", "keytool with extensions", "EC P-384",
         "ecdsa-with-SHA384", "jdk")
    for kind, algorithm, signature in (
        ("RSA", "RSA 2048", rsa), ("prime256v1", "EC P-256", ecdsa), ("brainpoolP384r1", "EC brainpoolP384r1", ecdsa), ("Ed25519", "Ed25519", "Ed25519"),
        ("PSS", "RSA 2048", "RSASSA-PSS"), ("MD5", "RSA 2048", "md5WithRSAEncryption"),
    ):
        made(f"bc-{kind.lower()}.pem", f"java make/java/BcCsr.java {kind} OUT", "PKCS10CertificationRequestBuilder with a challenge password", algorithm,
             signature, "bc")
    template = "cn = device-1\\norganization = Example\\nunit = a\\nunit = b\\ncountry = DE\\nchallenge_password = secret\\ndns_name = a.example\\nip_address = 192.0.2.7\\nemail = a@b.example\\nuri = https://a.example/\\nsigning_key\\ntls_www_server\\n"
    for key, algorithm, signature, options in (
        ("rsa2048", "RSA 2048", rsa, ""), ("p256", "EC P-256", ecdsa, ""), ("ed25519", "Ed25519", "Ed25519", ""),
        ("rsa4096", "RSA 4096", "sha384WithRSAEncryption", " --hash SHA384"),
    ):
        made(f"gnutls-{key}.pem", f"printf '{template}' > t && certtool --generate-request --load-privkey keys/{key}.key.pem --template t "
             f"--outfile OUT{options}", f"certtool --generate-request, {key}", algorithm, signature, "gnutls")
    for stem, options, algorithm, signature in (
        ("rsa", "-k rsa -g 2048", "RSA 2048", rsa), ("ec", "-k ec -q secp256r1", "EC P-256", ecdsa),
    ):
        made(f"nss-{stem}.pem", "mkdir d && certutil -N -d d --empty-password && head -c 64 /dev/urandom > z && certutil -R -d d -z z -a "
             f"-s 'CN=device-1,OU=b,OU=a,O=Example,C=DE' -8 a.example {options} -o OUT", f"certutil -R, {stem}: words before the PEM", algorithm,
             signature, "nss")
    for library, kind, algorithm, signature in (
        ("forge", "rsa", "RSA 2048", "sha1WithRSAEncryption"), ("pkijs", "rsa", "RSA 2048", rsa), ("pkijs", "ec", "EC P-256", ecdsa),
        ("pkijs", "pss", "RSA 2048", "RSASSA-PSS"), ("peculiar", "ec", "EC P-256", ecdsa), ("peculiar", "rsa", "RSA 2048", rsa),
        ("peculiar", "ed25519", "Ed25519", "Ed25519"), ("jsrsasign", "rsa", "RSA 2048", rsa), ("jsrsasign", "ec", "EC P-256", ecdsa),
    ):
        made(f"{library}-{kind}.pem", f"node make/js/csr-{library}.js {kind} OUT", f"{library}, {kind}", algorithm, signature, library)
    for kind, algorithm, signature in (("rsa", "RSA 2048", rsa), ("ec", "EC P-256", ecdsa), ("ed25519", "Ed25519", "Ed25519")):
        made(f"go-{kind}.pem", f"go run make/go/csr.go {kind} OUT", "x509.CreateCertificateRequest", algorithm, signature, "go")
    for kind, algorithm, signature in (
        ("p256", "EC P-256", ecdsa), ("p384", "EC P-384", "ecdsa-with-SHA384"), ("ed25519", "Ed25519", "Ed25519"), ("everything", "EC P-256", ecdsa),
    ):
        made(f"rcgen-{kind}.pem", f"cargo run -q --locked --manifest-path make/rust/Cargo.toml -- rcgen {kind} OUT", f"rcgen, {kind}", algorithm,
             signature, "rcgen")
    description = "{\"CN\": \"device-1\", \"hosts\": [\"a.example\", \"192.0.2.7\", \"a@b.example\"], \"names\": [{\"C\": \"DE\", \"O\": \"Example\", \"OU\": \"a\"}, {\"OU\": \"b\"}], \"key\": {\"algo\": \"%s\", \"size\": %d}}"
    for kind, size, algorithm, signature in (("rsa", 2048, "RSA 2048", rsa), ("ecdsa", 384, "EC P-384", "ecdsa-with-SHA384")):
        made(f"cfssl-{kind}.pem", f"echo '{description % (kind, size)}' > d && cfssl genkey d | python -c \"import json, sys; open('OUT', 'w').write(json.load(sys.stdin)['csr'])\"",
             "cfssl genkey", algorithm, signature, "cfssl")
    for kind, options, algorithm, signature in (
        ("RSA", "--params=2048", "RSA 2048", rsa), ("ECDSA", "--params=secp256r1", "EC P-256", ecdsa), ("Ed25519", "", "Ed25519", "Ed25519"),
    ):
        made(f"botan-{kind.lower()}.pem", f"botan keygen --algo={kind} {options} > k && botan gen_pkcs10 k device-1 --country=DE --organization=Example "
             "--dns=a.example --email=a@b.example > OUT".replace("  ", " "), f"botan gen_pkcs10, {kind}", algorithm, signature, "botan")
    made("strongswan-rsa.pem", "pki --req --type priv --in keys/rsa2048.key.pem --dn 'C=DE, O=Example, OU=a, OU=b, CN=device-1' --san a.example --san 192.0.2.7 "
         "--san a@b.example --password secret --digest sha256 --outform pem > OUT", "pki --req", "RSA 2048", rsa, "strongswan")
    for key, algorithm, signature in (("rsa2048", "RSA 2048", rsa), ("p256", "EC P-256", ecdsa), ("ed448", "Ed448", "Ed448")):
        made(f"pyca-{key}.pem", f"python make/pyca_csr.py {key} OUT", "CertificateSigningRequestBuilder", algorithm, signature, "cryptography")
