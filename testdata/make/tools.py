"""The tools that make vectors: where they are, their versions, the environment they run in.

What Debian and the registries have is installed by `setup()`; the current openssl is built once. Everything lands in
a cache folder outside of version control: KEYBUNDLE_TESTDATA_CACHE, or `.cache` at the top of the repository.
"""

import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys

MAKE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("KEYBUNDLE_TESTDATA_CACHE", MAKE.parent.parent / ".cache"))
PYTHON = CACHE / "venv" / "bin" / "python"
OPENSSL36 = CACHE / "openssl" / "bin"
CARGO = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo"))
PACKAGES = [
    "openssl", "openjdk-17-jdk-headless", "libbcprov-java", "libbcpkix-java", "gnutls-bin", "libnss3-tools", "golang-go",
    "golang-sslmate-src-go-pkcs12-dev", "nodejs", "npm", "openssh-client", "putty-tools", "age", "gnupg",
    "golang-github-fullsailor-pkcs7-dev", "gpgsm", "zip", "p7zip-full", "libarchive-tools",
    "gcc", "libc6-dev", "libwolfssl-dev", "botan", "strongswan-pki",
    "certbot", "dehydrated", "uacme", "lego", "golang-golang-x-crypto-dev", "golang-cfssl", "jq",
    "openvpn", "xxd", "bsdextrautils",
]
PYPI = ["cryptography==50.0.2", "jwcrypto==1.6.1", "asn1crypto==1.5.1", "acme==5.9.0", "josepy==2.2.0"]
NPM = ["node-forge@1.4.3", "pkijs@4.0.0", "jose@6.2.18", "acme-client@5.4.0", "@peculiar/x509@2.2.0", "reflect-metadata@0.2.2", "jsrsasign@11.1.5"]
JARS = ["bcprov", "bcpkix", "bcutil"]


def setup():
    """Installs what is missing. Packages of Debian need root; without it, says what to install."""
    missing = [
        name for name in PACKAGES
        # Node.js from elsewhere brings its own npm, and Debian's would not install beside it.
        if not (name in ("nodejs", "npm") and shutil.which(name.removesuffix("js")))
        and subprocess.run(["dpkg", "-s", name], capture_output=True).returncode
    ]
    if missing and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True)
    elif missing:
        sys.exit(f"install first: {' '.join(missing)}")
    CACHE.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", CACHE / "venv"], check=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", *PYPI], check=True)
    if not (CACHE / "node" / "node_modules").exists():
        (CACHE / "node").mkdir(exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *NPM], cwd=CACHE / "node", check=True)
    subprocess.run([MAKE / "build-openssl.sh", CACHE / "openssl"], check=True)


def environment(tool):
    """The environment of a command: the tool `openssl36` has the current openssl first, all others Debian's."""
    path = [str(CACHE / "venv" / "bin"), "/usr/bin", "/bin", "/usr/sbin", str(CARGO / "bin")]
    if tool == "openssl36":
        path.insert(0, str(OPENSSL36))
    return {
        "PATH": os.pathsep.join(path),
        "HOME": str(CACHE / "home"),
        "LC_ALL": "C.UTF-8",
        # The current openssl was built where its own configuration need not be any more.
        "OPENSSL_CONF": "/etc/ssl/openssl.cnf",
        "CLASSPATH": os.pathsep.join(f"/usr/share/java/{jar}.jar" for jar in JARS),
        "NODE_PATH": str(CACHE / "node" / "node_modules"),
        "GOPATH": "/usr/share/gocode",
        "GO111MODULE": "off",
        "GOCACHE": str(CACHE / "go"),
        "CARGO_HOME": str(CARGO),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(pathlib.Path.home() / ".rustup")),
        "CARGO_TARGET_DIR": str(CACHE / "rust"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
    }


@functools.cache
def version(tool):
    """What stands in `made_by`."""
    ask = {
        "openssl3": ("openssl version", r"OpenSSL \S+"),
        "openssl36": ("openssl version", r"OpenSSL \S+"),
        "jdk": ("java -version 2>&1", r'version "([^"]+)"', "OpenJDK {} keytool"),
        "bc": ("ls -l /usr/share/java/bcprov.jar", r"bcprov-([\d.]+)\.jar", "Bouncy Castle {}"),
        "gnutls": ("certtool --version", r"certtool (\S+)", "GnuTLS certtool {}"),
        "nss": ("dpkg-query -W -f '${Version}' libnss3-tools", r"(?:\d+:)?([\d.]+)", "NSS {}"),
        "forge": ("node -p 'require(\"node-forge/package.json\").version'", r"\S+", "node-forge {}"),
        "jq": ("jq --version", r"jq-(\S+)", "jq {}"),
        "node": ("node --version", r"v(\S+)", "Node.js {}"),
        "go": ("go version", r"go(\d\S+)", "Go {}"),
        "go-pkcs12": (
            "dpkg-query -W -f '${Version}' golang-sslmate-src-go-pkcs12-dev", r"\S+", "go-pkcs12 {}",
        ),
        "go-pkcs7": (
            "dpkg-query -W -f '${Version}' golang-github-fullsailor-pkcs7-dev", r"\S+", "fullsailor/pkcs7 {}",
        ),
        "pkijs": ("node -p 'require(\"pkijs/package.json\").version'", r"\S+", "PKI.js {}"),
        "peculiar": ("node -p 'require(\"@peculiar/x509/package.json\").version'", r"\S+", "@peculiar/x509 {}"),
        "jsrsasign": ("node -p 'require(\"jsrsasign/package.json\").version'", r"\S+", "jsrsasign {}"),
        "botan": ("botan --version", r"\S+", "Botan {}"),
        "strongswan": ("dpkg-query -W -f '${Version}' strongswan-pki", r"[\d.]+", "strongSwan pki {}"),
        "gpgsm": ("gpgsm --version", r"gpgsm \(GnuPG\) (\S+)", "GnuPG gpgsm {}"),
        "wolfssl": ("dpkg-query -W -f '${Version}' libwolfssl-dev", r"[\d.]+", "wolfSSL {}"),
        "cfssl": ("dpkg-query -W -f '${Version}' golang-cfssl", r"[\d.]+", "cfssl {}"),
        "zip": ("zip -v", r"Zip (\d\S+)", "Info-ZIP {}"),
        "7z": ("7z i", r"7-Zip[^\d]*(\d\S+)", "7-Zip {}"),
        "bsdtar": ("bsdtar --version", r"bsdtar \S+ - libarchive \S+"),
        "jar": ("jar --version", r"jar (\S+)", "OpenJDK {} jar"),
        "cryptography": (python_version("cryptography"), r"\S+", "Python cryptography {}"),
        "jwcrypto": (python_version("jwcrypto"), r"\S+", "Python jwcrypto {}"),
        "josepy": (python_version("josepy"), r"\S+", "josepy {}"),
        "acme": (python_version("acme"), r"\S+", "Python acme {} (Certbot's)"),
        "jose": ("node -p 'require(\"jose/package.json\").version'", r"\S+", "jose {} (npm)"),
        "acme-client": ("node -p 'require(\"acme-client/package.json\").version'", r"\S+", "acme-client {} (npm)"),
        "certbot": ("dpkg-query -W -f '${Version}' certbot", r"[\d.]+", "Certbot {}"),
        "dehydrated": ("dpkg-query -W -f '${Version}' dehydrated", r"[\d.]+", "dehydrated {}"),
        "uacme": ("dpkg-query -W -f '${Version}' uacme", r"[\d.]+", "uacme {}"),
        "lego": ("dpkg-query -W -f '${Version}' lego", r"[\d.]+", "lego {}"),
        "rcgen": (crate_version("rcgen"), r"@([\d.]+)", "rcgen {}"),
        "instant-acme": (crate_version("instant-acme"), r"@([\d.]+)", "instant-acme {}"),
        "go-acme": ("dpkg-query -W -f '${Version}' golang-golang-x-crypto-dev", r"(?:\d+:)?([\d.]+)", "golang.org/x/crypto/acme {}"),
        "asn1crypto": (python_version("asn1crypto"), r"\S+", "Python asn1crypto {}"),
        "python": ("python --version", r"Python \S+"),
        "ssh": ("ssh -V 2>&1", r"OpenSSH_\S+?(?=[ ,])"),
        "putty": ("puttygen --version", r"puttygen: Release (\S+)", "PuTTY puttygen {}"),
        "age": ("age --version", r"v?(\S+)", "age {}"),
        "openvpn": ("openvpn --version", r"OpenVPN \S+"),
        "xxd": ("xxd -v 2>&1", r"xxd \S+"),
        "hexdump": ("hexdump --version", r"util-linux (\S+)", "hexdump (util-linux {})"),
        "bash": ("bash --version", r"version (\d[\d.]+)", "GNU bash {}"),
        "gpg": ("gpg --version", r"gpg \(GnuPG\) (\S+)", "GnuPG {}"),
    }[tool]
    pathlib.Path(CACHE / "home").mkdir(parents=True, exist_ok=True)
    said = subprocess.run(["bash", "-c", ask[0]], env=environment(tool), capture_output=True, text=True, check=True)
    found = re.search(ask[1], said.stdout)
    form = ask[2] if len(ask) > 2 else "{}"
    return form.format(found.group(found.lastindex or 0))


def python_version(package):
    return f"python -c 'import importlib.metadata as m; print(m.version(\"{package}\"))'"


def crate_version(name):
    return f"cargo pkgid --locked --manifest-path {MAKE / 'rust' / 'Cargo.toml'} {name}"


def __getattr__(name):
    # Asked only by a run that makes vectors.
    if name == "ORACLE":
        return f"{version('cryptography')}, {version('openssl3')}"
    raise AttributeError(name)
