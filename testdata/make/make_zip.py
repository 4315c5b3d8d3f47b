"""The group zip: archives as other tools write them, and what stands in them."""

import json

import expect
import parts
import tools
import vector

PAIR = {"device.key": parts.pem("device-p256.key"), "device.pem": parts.chain_pem("device-p256")}
COMPLETE = {"bundles": [expect.leaf("device-p256")]}
BATCH = ("device-rsa2048", "device-p256", "device-p384", "device-ed25519", "device-other-p256")
SETTINGS = json.dumps({"device_id": "device-2", "endpoint": "https://example.com/"}).encode()
NOTES = b"Keep this file safe.\r\n"


def made(name, command, about, expected, *, files=None, tool="python", given=None, oracle=None):
    if parts.wanted("zip", name):
        vector.make("zip", name, command, about, expected, tool=tool, unlock=given, inputs=parts.inputs() | (files or PAIR),
                    oracle=oracle or f"{tools.version('cryptography')} for keys and certificates")


def written(name, script, about, expected, **others):
    """By Python's zipfile: `script` gets the open archive as z."""
    mode = others.pop("mode", "")
    command = (f"python -c \"import pathlib, zipfile; z = zipfile.ZipFile('{name}', 'w', zipfile.ZIP_DEFLATED{mode}); "
               f"read = lambda n: pathlib.Path(n).read_bytes(); {script}; z.close()\"")
    made(name, command, about, expected, **others)


def make():
    parts.clear("zip")
    tools_of_many()
    names()
    forms_of_the_service()
    passwords()
    nested()
    choices()
    odd_members()
    refused()


def tools_of_many():
    layers = COMPLETE | {"layers": ["zip", "pem"]}
    both = "device.key device.pem"
    made("infozip.zip", f"zip -q infozip.zip {both}", "the zip command", layers, tool="zip")
    made("infozip-stored.zip", f"zip -q -0 infozip-stored.zip {both}", "stored", layers, tool="zip")
    made("infozip-stream.zip", f"zip -q - {both} | cat > infozip-stream.zip", "to a pipe: data descriptors", layers, tool="zip")
    made("infozip-zip64.zip", "zip -q infozip-zip64.zip -fz device.key device.pem", "ZIP64 by force", layers, tool="zip")
    made("infozip-comment.zip", f"zip -q infozip-comment.zip {both}; echo 'from the service' | zip -q -z infozip-comment.zip",
         "an archive comment", layers, tool="zip")
    made("infozip-prepended.zip",
         f"zip -q a.zip {both}; (printf '#!/bin/sh\\nexit\\n'; cat a.zip) > infozip-prepended.zip; zip -q -A infozip-prepended.zip",
         "a shell script stands before the archive", COMPLETE, tool="zip")
    made("infozip-directories.zip",
         "mkdir -p out/keys out/certs out/empty; cp device.key out/keys; cp device.pem out/certs; "
         "cd out; zip -q -r ../infozip-directories.zip .", "directories as entries of their own", layers, tool="zip")
    made("7z.zip", f"7z a -tzip 7z.zip {both} >/dev/null", "7z -tzip", layers, tool="7z")
    made("7z-stored.zip", f"7z a -tzip -mx0 7z-stored.zip {both} >/dev/null", "7z -tzip -mx0", layers, tool="7z")
    made("bsdtar.zip", f"bsdtar -a -cf bsdtar.zip {both}", "libarchive", layers, tool="bsdtar")
    made("bsdtar-pipe.zip", f"bsdtar --format zip -cf - {both} | cat > bsdtar-pipe.zip", "libarchive to a pipe: data descriptors",
         layers, tool="bsdtar")
    made("jar-no-manifest.zip", f"jar cfM jar-no-manifest.zip {both}", "the jar command without manifest", layers, tool="jar")
    for method in ("deflated", "stored"):
        made(f"java-{method}.zip", f"java make/java/MakeZip.java {method} java-{method}.zip {both}",
             f"java.util.zip.ZipOutputStream, {method}", layers, tool="jar")
    written("python-deflated.zip", "[z.write(n) for n in ('device.key', 'device.pem')]", "Python zipfile", layers)
    written("python-zip64.zip", "[z.open(n, 'w', force_zip64=True).write(read(n)) for n in ('device.key', 'device.pem')]",
            "Python zipfile, force_zip64", layers)
    made("python-unseekable.zip",
         "python -c \"import sys, zipfile; z = zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_DEFLATED); "
         "[z.write(n) for n in ('device.key', 'device.pem')]; z.close()\" | cat > python-unseekable.zip",
         "Python zipfile to a pipe: data descriptors", layers)


def names():
    written("python-unicode.zip", "z.writestr('Gerät/schlüssel 🔑.txt', read('device.key')); z.writestr('证书.dat', read('device.pem'))",
            "names beyond ASCII that say nothing of the content", COMPLETE)
    written("python-absolute.zip", "z.writestr('/etc/device.key', read('device.key')); z.writestr('C:\\\\\\\\x.pem', read('device.pem'))",
            "absolute names", COMPLETE)
    written("python-dotdot.zip", "z.writestr('../../device.key', read('device.key')); z.writestr('..\\\\\\\\x.pem', read('device.pem'))",
            "names that lead out of the folder", COMPLETE)
    written("python-same-name.zip", "z.writestr('a', read('device.key')); z.writestr('a', read('device.pem'))",
            "two members of the same name", COMPLETE)
    written("python-swapped-names.zip", "z.writestr('device.pem', read('device.key')); z.writestr('device.key', read('device.pem'))",
            "the key is named .pem, the certificates .key", COMPLETE | {"layers": ["zip", "pem"]})
    written("python-with-notes.zip",
            "[z.write(n) for n in ('device.key', 'device.pem')]; z.writestr('README.txt', read('notes'))",
            "a text beside key and certificates", COMPLETE | {"files": [parts.sha256(NOTES)]}, files=PAIR | {"notes": NOTES})


    mac = bytes.fromhex("0005160700020000") + b"Mac OS X        " + bytes(24)
    written("python-macosx.zip",
            "[z.write(n) for n in ('device.key', 'device.pem')]; z.writestr('__MACOSX/._device.key', read('fork'))",
            "a resource fork of macOS beside the key", COMPLETE | {"files": [parts.sha256(mac)]}, files=PAIR | {"fork": mac})


def forms_of_the_service():
    leaves = {"device_x.cert-key.crt": parts.pem("device-p256.key"), "device_x.cert.crt": parts.pem("device-p256.cert"),
              "intermediate.crt": parts.pem("intermediate.cert"), "root.crt": parts.pem("root.cert"), "config.json": SETTINGS}
    made("bootstrap.zip",
         "mkdir ca; mv intermediate.crt root.crt ca; zip -q -r bootstrap.zip device_x.cert-key.crt device_x.cert.crt ca config.json",
         "a bootstrap ZIP: the key is named .crt", COMPLETE | {"files": [parts.sha256(SETTINGS)]}, files=leaves, tool="zip")
    pairs = {f"{name}.key": parts.pem(f"{name}.key") for name in BATCH}
    single = {f"{name}.pem": parts.pem(f"{name}.cert") for name in BATCH}
    chained = {f"{name}.pem": parts.chain_pem(name) for name in BATCH}
    alone = {"bundles": [expect.leaf(name, chain=()) for name in BATCH]}
    full = {"bundles": [expect.leaf(name) for name in BATCH]}
    members = " ".join(f"{name}.pem {name}.key" for name in BATCH)
    made("batch.zip", f"zip -q batch.zip {members}", "a batch: five certificates and their keys", alone, files=pairs | single, tool="zip")
    made("batch-chains.zip", f"zip -q batch-chains.zip {members}", "a batch, each certificate with its chain", full,
         files=pairs | chained, tool="zip")
    ders = {f"{name}.key": parts.der(f"{name}.key") for name in BATCH} | {f"{name}.der": parts.der(f"{name}.cert") for name in BATCH}
    made("batch-der.zip", f"java make/java/MakeZip.java deflated batch-der.zip {' '.join(ders)}", "a batch in DER",
         alone | {"layers": ["zip"]}, files=ders, tool="jar")
    made("certificates-only.zip", f"zip -q certificates-only.zip {' '.join(single)}", "a batch of the client's keys: certificates alone",
         {"certificates": [expect.key_hash(name) for name in BATCH]}, files=single, tool="zip")
    made("keys-only.zip", f"zip -q keys-only.zip {' '.join(pairs)}", "keys alone",
         {"bundles": [expect.leaf(name, chain=(), certificate=False) for name in BATCH]}, files=pairs, tool="zip")
    mixed = {"a.key": parts.der("device-p256.key"), "b.crt": parts.pem("device-p256.cert")}
    made("mixed-forms.zip",
         "openssl crl2pkcs7 -nocrl -certfile keys/chain.pem -outform DER -out ca.p7b; zip -q mixed-forms.zip a.key b.crt ca.p7b",
         "key as DER, certificate as PEM, chain as PKCS#7", COMPLETE, files=mixed, tool="zip")
    stray = {"device.key": parts.pem("device-p256.key"), "other.pem": parts.chain_pem("device-p384")}
    made("no-match.zip", "zip -q no-match.zip device.key other.pem", "key and certificate do not match",
         {"bundles": [expect.leaf("device-p256", chain=(), certificate=False)], "warnings": ["certificate-missing"],
          "certificates": [expect.key_hash(name) for name in ("device-p384", "intermediate", "root")]}, files=stray, tool="zip")
    same = {"device.key": parts.pem("device-p256.key"),
            "device.pem": parts.pem("root.cert", "device-p256.cert", "intermediate.cert")}
    made("chain-reordered.zip", "zip -q chain-reordered.zip device.key device.pem", "the root stands first",
         COMPLETE | {"warnings": ["chain-reordered"]}, files=same, tool="zip")


def passwords():
    both = "device.key device.pem"
    secret = {"passwords": ["secret"]}
    made("infozip-zipcrypto.zip", f"zip -q -P secret infozip-zipcrypto.zip {both}", "ZipCrypto", COMPLETE, given=secret, tool="zip")
    made("infozip-zipcrypto-stream.zip", f"zip -q -P secret - {both} | cat > infozip-zipcrypto-stream.zip",
         "ZipCrypto with data descriptors: the check byte is that of the time", COMPLETE, given=secret, tool="zip")
    made("7z-zipcrypto.zip", f"7z a -tzip -mem=ZipCrypto -psecret 7z-zipcrypto.zip {both} >/dev/null", "ZipCrypto of 7z", COMPLETE,
         given=secret, tool="7z")
    for bits in (128, 192, 256):
        made(f"7z-aes{bits}.zip", f"7z a -tzip -mem=AES{bits} -psecret 7z-aes{bits}.zip {both} >/dev/null", f"WinZip AES-{bits}",
             COMPLETE, given={"passwords": ["other", "secret"]}, tool="7z")
    made("7z-aes256-stored.zip", f"7z a -tzip -mx0 -mem=AES256 -psecret 7z-aes256-stored.zip {both} >/dev/null",
         "WinZip AES-256, stored", COMPLETE, given=secret, tool="7z")
    made("bsdtar-aes256.zip",
         f"bsdtar --format zip --options zip:encryption=aes256 --passphrase secret -cf bsdtar-aes256.zip {both}",
         "WinZip AES-256 of libarchive", COMPLETE, given=secret, tool="bsdtar")
    made("7z-two-passwords.zip",
         "7z a -tzip -mem=AES256 -pfirst 7z-two-passwords.zip device.key >/dev/null; "
         "zip -q -P second 7z-two-passwords.zip device.pem", "the members have passwords of their own", COMPLETE,
         given={"passwords": ["first", "second"]}, tool="7z")
    rule = "the rule: the password's verifier in the file"
    for name, command, tool in (
        ("infozip-zipcrypto", f"zip -q -P secret {{}} {both}", "zip"),
        ("7z-aes256", f"7z a -tzip -mem=AES256 -psecret {{}} {both} >/dev/null", "7z"),
    ):
        for code, given in (("password-required", None), ("wrong-password", {"passwords": ["Secret"]})):
            full = f"refused-{name}-{code}.zip"
            made(full, command.format(full), f"{code} for {name}", {"code": code, "stage": "unlock"}, given=given, tool=tool, oracle=rule)


def nested():
    made("zip-in-zip.zip", "zip -q inner.zip device.key device.pem; zip -q zip-in-zip.zip inner.zip", "a ZIP in a ZIP",
         COMPLETE | {"layers": ["zip", "zip", "pem"]}, tool="zip")
    made("p12-in-zip.zip",
         "openssl pkcs12 -export -inkey device.key -in device.pem -passout pass:secret -out device.p12; "
         "zip -q p12-in-zip.zip device.p12", "a PKCS#12 file in a ZIP", COMPLETE | {"layers": ["zip", "pkcs12"]},
         given={"passwords": ["secret"]}, tool="zip")
    answer = json.dumps({"status": "ISSUED", "pem": parts.chain_pem("device-p256").decode(),
                         "private_key": parts.pem("device-p256.key").decode()}).encode()
    made("json-in-zip.zip", "zip -q json-in-zip.zip answer.json", "a JSON answer in a ZIP", COMPLETE | {"layers": ["zip", "json", "pem"]},
         files={"answer.json": answer}, tool="zip")
    made("encrypted-key-in-zip.zip",
         "openssl pkcs8 -topk8 -v2 aes256 -in device.key -passout pass:secret -out encrypted.key; "
         "zip -q encrypted-key-in-zip.zip encrypted.key device.pem", "an encrypted PKCS#8 key in a ZIP", COMPLETE,
         given={"passwords": ["secret"]}, tool="zip")
    made("p7m-in-zip.zip",
         "openssl cms -encrypt -binary -in device.key -outform DER -aes256 -out key.p7m keys/rsa2048.cert.pem; "
         "zip -q p7m-in-zip.zip key.p7m device.pem", "an encrypted key and its certificates in a ZIP", COMPLETE,
         given=parts.unlock("rsa2048"), tool="zip")
    made("zip-base64.txt", "zip -q a.zip device.key device.pem; base64 a.zip > zip-base64.txt", "a ZIP as base64",
         COMPLETE | {"layers": ["base64", "zip", "pem"]}, tool="zip")


def choices():
    """Which certificate is the leaf, and which the issuer: the same where an archive is read as a stream."""
    made("infozip-stand-in.zip", "openssl req -x509 -key device.key -subj /CN=stand-in -days 36500 -out s.pem; zip -q -0 infozip-stand-in.zip s.pem device.key device.pem",
         "a certificate that the key signed itself, valid longer than the issued one",
         lambda work: COMPLETE | {"certificates": [expect.certificate_hash(work.read("s.pem"))]}, tool="zip")
    made("infozip-issuer-name-in-other-strings.zip",
         "printf '[req]\\nstring_mask = nombstr\\ndistinguished_name = name\\n[name]\\n' > c; "
         "openssl req -new -config c -key keys/intermediate.key.pem -subj '/O=EXAMPLE/CN=Example  Issuing CA' -out r; "
         "openssl x509 -req -in r -CA keys/root.cert.pem -CAkey keys/root.key.pem -set_serial 7 -days 9000 -out i.pem; "
         "cp keys/device-p256.cert.pem device.pem; cp keys/root.cert.pem root.pem; "
         "zip -q -0 infozip-issuer-name-in-other-strings.zip i.pem device.key device.pem root.pem",
         "the issuer's name in PrintableStrings, another case and more blanks",
         lambda work: {"bundles": [expect.key(parts.pem("device-p256.key"), certificate=expect.key_file("device-p256.cert.pem"),
                                              chain=[work.read("i.pem"), expect.key_file("root.cert.pem")])]}, tool="zip")


def odd_members():
    """What is wrong in one member keeps the others from nobody."""
    made("python-damaged-member.zip",
         "python -c \"import pathlib; t = pathlib.Path('device.pem').read_text(); "
         "pathlib.Path('damaged.pem').write_text(t[:200] + '!' + t[201:])\"; zip -q python-damaged-member.zip damaged.pem device.key device.pem",
         "one member is PEM with a character that base64 does not have",
         lambda work: COMPLETE | {"files": [vector.sha256(work.read("damaged.pem"))], "warnings": ["member-unreadable"]}, tool="zip")
    made("infozip-long-serial.zip",
         "openssl req -x509 -key device.key -subj /CN=odd -days 9000 -set_serial 0x7f0102030405060708090a0b0c0d0e0f101112131415 -out odd.pem; "
         "zip -q infozip-long-serial.zip odd.pem device.key",
         "a certificate with a serial number of 22 bytes, which RFC 5280 does not allow",
         lambda work: {"bundles": [expect.key(parts.pem("device-p256.key"), certificate=work.read("odd.pem"), chain=[])],
                       "warnings": ["odd-certificate"]}, tool="zip")


def refused():
    for method in ("BZip2", "LZMA", "Deflate64", "PPMd"):
        name = f"refused-7z-{method.lower()}.zip"
        made(name, f"7z a -tzip -mm={method} {name} device.key device.pem >/dev/null", f"compressed by {method}",
             {"code": "unsupported-algorithm"}, tool="7z", oracle="the rule: the method in the file")
    both = "device.key device.pem"
    rule = "the rule: what the ZIP format says of itself"
    made("refused-truncated.zip", f"zip -q a.zip {both}; python make/damage.py cut 0.5 a.zip refused-truncated.zip",
         "the second half is missing", {"code": "truncated"}, tool="zip", oracle=rule)
    made("refused-truncated-stored.zip", f"zip -q -0 inner.zip {both}; zip -q -0 outer.zip inner.zip; head -c -30 outer.zip > refused-truncated-stored.zip",
         "the directory is missing, and that of an archive stored inside is not", {"code": "truncated"}, tool="zip", oracle=rule)
    made("refused-7z-aes256-altered.zip",
         f"7z a -tzip -mem=AES256 -psecret a.zip {both} >/dev/null; python make/damage.py flip 200 a.zip refused-7z-aes256-altered.zip",
         "a bit of an encrypted member is flipped: its authentication code does not match", {"code": "content-corrupt"}, tool="7z",
         oracle=rule, given={"passwords": ["secret"]})
    made("refused-crc.zip", f"zip -q -0 a.zip {both}; python make/damage.py flip 200 a.zip refused-crc.zip",
         "a bit of stored content is flipped: the CRC-32 does not match", {"code": "content-corrupt"}, tool="zip", oracle=rule)
