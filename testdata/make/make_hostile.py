"""The group hostile: small files that ask for too much."""

import parts
import tools
import vector

SECRET = {"passwords": ["secret"]}
RSA = parts.unlock("rsa2048")


def made(name, command, about, code, given=None, made_by=None, tool="openssl3"):
    if parts.wanted("hostile", name):
        vector.make("hostile", name, command, about, {"code": code}, tool=tool, unlock=given, inputs=parts.inputs(), made_by=made_by,
                    oracle="the rule: the numbers in the file")


def by_hand(recipe, name, about, code, given=SECRET):
    made(name, f"python make/by_hand.py {recipe} device.key.der {name}", about, code, given,
         made_by=f"{tools.version('cryptography')}, by_hand.py")


def make():
    parts.clear("hostile")
    by_hand("key-iterations", "pkcs8-iterations.der", "an encrypted key that asks for 2147483647 iterations", "limit-work")
    by_hand("key-scrypt-memory", "pkcs8-scrypt-memory.der", "an encrypted key whose scrypt takes 1 TiB", "limit-memory")
    by_hand("key-scrypt-work", "pkcs8-scrypt-work.der", "an encrypted key whose scrypt runs 131072 lanes", "limit-work")
    by_hand("pfx-key-iterations", "key-bag-iterations.p12", "a PFX without MAC, its key bag asks for 2147483647 iterations", "limit-work")
    by_hand("pfx-mac-iterations", "mac-iterations.p12", "a PFX whose MAC asks for 2147483647 iterations", "limit-work")
    by_hand("pfx-mac-iterations", "mac-iterations-no-password.p12", "the same, no password given: empty and null would be tried",
            "limit-work", None)
    by_hand("password-recipient-iterations", "password-recipient-iterations.p7m",
            "a password recipient that asks for 2147483647 iterations", "limit-work")
    by_hand("many-recipients", "many-recipients.p7m", "1,101 recipients", "limit-recipients", RSA)
    by_hand("many-keys-in-one-recipient", "many-keys-in-one-recipient.p7m", "one key agreement with 1,100 encrypted keys",
            "limit-recipients", parts.unlock("p256"))
    by_hand("data-in-data", "data-in-data.p7m", "a hundred layers of plain CMS data", "limit-depth", None)
    archives()


def archives():
    zeros = "head -c 4194304 /dev/zero > zeros"
    made("bomb.zip", f"{zeros}; zip -q -9 bomb.zip zeros device.pem", "four MiB of zeros in four kB", "limit-ratio", tool="zip",
         made_by=tools.version("zip"))
    made("bomb-aes.zip", f"{zeros}; 7z a -tzip -mem=AES256 -psecret bomb-aes.zip zeros device.pem >/dev/null",
         "four MiB of zeros in four kB, encrypted", "limit-ratio", SECRET, made_by=tools.version("7z"))
    made("bomb.p7z", f"{zeros}; java make/java/BcCms.java compressed zeros bomb.p7z", "CompressedData of four MiB of zeros",
         "limit-ratio", made_by=tools.version("bc"), tool="bc")
    made("bomb-in-envelope.p7m",
         f"{zeros}; zip -q -9 bomb.zip zeros; openssl cms -encrypt -binary -in bomb.zip -outform DER -aes256 -out bomb-in-envelope.p7m "
         "keys/rsa2048.cert.pem", "a ZIP bomb, encrypted", "limit-ratio", RSA)
    made("overlap.zip",
         "python -c \"import copy, zipfile; z = zipfile.ZipFile('overlap.zip', 'w', zipfile.ZIP_DEFLATED); z.write('device.pem'); "
         "one = z.filelist[0]; z.filelist += [copy.copy(one) for _ in range(99)]; "
         "[setattr(info, 'filename', f'{number}.pem') for number, info in enumerate(z.filelist)]; z.close()\"", "a hundred entries of the directory share one local entry",
         "content-corrupt", made_by=tools.version("python"))
    made("zip-in-zip.zip",
         "cp device.zip 0.zip; for i in $(seq 100); do zip -q -X -0 $i.zip $((i - 1)).zip; done; mv 100.zip zip-in-zip.zip",
         "a hundred ZIPs, each in the next", "limit-depth", tool="zip", made_by=tools.version("zip"))
    made("openssl3-data-in-data.p7m",
         "cp device.key.pem 0; for i in $(seq 100); do openssl cms -data_create -binary -in $((i-1)) -outform DER -out $i; done; "
         "mv 100 openssl3-data-in-data.p7m", "a hundred layers of plain CMS data, by openssl", "limit-depth")
