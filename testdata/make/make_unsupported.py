"""Formats that are known and not opened: named, never `unknown-format`; and what is no format at all."""

import parts
import vector

GROUP = "unsupported"
P12 = "openssl pkcs12 -export -inkey keys/device-p256.key.pem -in keys/device-p256.cert.pem -certfile keys/chain.pem -passout pass:secret -out a.p12"
NAMED = {"code": "unsupported-format"}


def make():
    vector.clear(GROUP)
    java()
    made("ssh-keygen-ed25519.key", "ssh-keygen -q -t ed25519 -N '' -C device -f OUT", "an OpenSSH private key", "ssh")
    made("ssh-keygen-rsa-encrypted.key", "ssh-keygen -q -t rsa -b 2048 -N secret -C device -f OUT", "an OpenSSH private key with a passphrase", "ssh")
    made("ssh-keygen-ecdsa.pub", "ssh-keygen -q -t ecdsa -N '' -C device -f k && cp k.pub OUT", "an OpenSSH public key", "ssh")
    made("puttygen-ed25519.ppk", "puttygen -q -t ed25519 -O private --new-passphrase /dev/null -o OUT", "a PuTTY key", "putty")
    made("puttygen-v2-rsa.ppk", "puttygen -q -t rsa -b 2048 -O private --ppk-param version=2 --new-passphrase /dev/null -o OUT", "a PuTTY key, version 2", "putty")
    made("age-x25519.age", "age-keygen -o k 2> pub && echo hello | age -r $(sed 's/.*: //' pub) -o OUT", "an age file", "age")
    made("age-armored.age", "age-keygen -o k 2> pub && echo hello | age -a -r $(sed 's/.*: //' pub) -o OUT", "an age file in armour", "age")
    stop = " && gpgconf --kill all"
    made("gpg-secret-key.asc", parts.with_openpgp_key("gpg -q --batch --export-secret-keys -a > OUT"), "an OpenPGP secret key in armour", "gpg")
    made("gpg-public-key.gpg", parts.with_openpgp_key("gpg -q --batch --export > OUT"), "an OpenPGP public key", "gpg")
    made("gpg-symmetric.gpg", "export GNUPGHOME=$PWD/g && mkdir -m 700 g && echo hello | gpg -q --batch --passphrase secret --pinentry-mode loopback -c > OUT" + stop,
         "an OpenPGP message", "gpg")
    made("gpg-message.asc", "export GNUPGHOME=$PWD/g && mkdir -m 700 g && echo hello | gpg -q --batch --passphrase secret --pinentry-mode loopback -a -c > OUT" + stop,
         "an OpenPGP message in armour", "gpg")
    made("openssl3.pvk", "openssl rsa -provider legacy -provider default -in keys/rsa2048.key.pem -outform PVK -pvk-none -out OUT", "a Windows PVK key", "openssl3")
    made("openssl3-msblob.bin", "openssl rsa -in keys/rsa2048.key.pem -outform MSBLOB -out OUT", "a CryptoAPI key blob", "openssl3")
    for kind in ("BKS", "UBER", "BCFKS"):
        made(f"bc.{kind.lower()}", f"java make/java/BcStore.java {kind} OUT", f"a Bouncy Castle key store, {kind}", "bc")
    made("python-read-as-text.p12", f"{P12} && python -c \"import pathlib; data = pathlib.Path('a.p12').read_bytes(); "
         "pathlib.Path('OUT').write_bytes(data.decode('utf-8', 'replace').encode())\"", "a PFX that was read as text and written again", "python")
    made("text.txt", "printf 'The quick brown fox\\njumps over the lazy dog.\\n' > OUT", "text", "openssl3", {"code": "unknown-format"})
    made("random.bin", "openssl rand -out OUT 300 && printf '\\x07' | dd of=OUT conv=notrunc status=none", "random bytes", "openssl3", {"code": "unknown-format"})
    made("empty.bin", ": > OUT", "nothing", "openssl3", {"code": "empty-input"})
    made("blanks.txt", "printf ' \\n\\t\\r\\n' > OUT", "white space alone", "openssl3", {"code": "empty-input"})


def java():
    generate = "keytool -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname CN=a -validity 9000 -storetype {} -keystore OUT -storepass secret -keypass secret"
    made("jdk17.jks", generate.format("JKS"), "a Java key store, JKS", "jdk")
    made("jdk17.jceks", generate.format("JCEKS"), "a Java key store, JCEKS", "jdk")


def made(name, command, about, tool, expected=None):
    vector.make(GROUP, name, command.replace("OUT", name), about, expected or NAMED, tool=tool, oracle="the tool that wrote it")
