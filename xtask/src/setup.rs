//! What the tests need beyond Rust itself: installed where it is missing, and said.

use crate::run::{Result, command, run, say, succeeds};

/// Debian packages: a C compiler, pkg-config and libssl for the `openssl` crate (the oracle of tests and benchmarks),
/// and the `openssl` command.
const PACKAGES: &[(&str, &str, &[&str])] = &[
    ("gcc", "cc", &["--version"]),
    ("pkg-config", "pkg-config", &["--version"]),
    ("libssl-dev", "pkg-config", &["--exists", "openssl"]),
    ("openssl", "openssl", &["version"]),
    // Servers and tools that what we make is held before.
    ("pebble", "sh", &["-c", "command -v pebble"]),
    ("curl", "curl", &["--version"]),
    ("scep", "sh", &["-c", "command -v scepserver"]),
    ("iproute2", "ip", &["-V"]),
    ("util-linux", "unshare", &["--version"]),
    ("python3-venv", "python3", &["-c", "import ensurepip"]),
    // They read and sign the certificate requests that we make.
    ("gnutls-bin", "certtool", &["--version"]),
    ("openjdk-17-jre-headless", "keytool", &["-help"]),
    // A rival of the benchmarks, compiled by the JDK.
    ("openjdk-17-jdk-headless", "javac", &["--version"]),
    ("libbcpkix-java", "test", &["-e", "/usr/share/java/bcpkix.jar"]),
    // It counts the instructions of the hot paths.
    ("valgrind", "valgrind", &["--version"]),
    ("golang-cfssl", "cfssl", &["version"]),
    // Keys that stay in a token: SoftHSM is the token, OpenSC and GnuTLS fill it.
    ("softhsm2", "softhsm2-util", &["--version"]),
    ("opensc", "sh", &["-c", "command -v pkcs11-tool"]),
    // The package for JavaScript is built and tested with them.
    ("nodejs", "node", &["--version"]),
    ("npm", "npm", &["--version"]),
    ("chromium", "chromium", &["--version"]),
    ("firefox-esr", "firefox-esr", &["--version"]),
];

/// Installs what is missing: Debian packages by `apt-get`, and the Rust target for browsers by `rustup`.
pub(crate) fn all(_: &[String]) -> Result {
    let missing: Vec<&str> = PACKAGES
        .iter()
        .filter(|(_, program, arguments)| !succeeds(program, arguments))
        .map(|(package, ..)| *package)
        .collect();
    if missing.is_empty() {
        say("xtask: the Debian packages that the tests need are there");
    } else {
        apt(&missing)?;
    }
    for component in ["rustfmt", "clippy"] {
        if !succeeds("cargo", &[if component == "clippy" { "clippy" } else { "fmt" }, "--version"]) {
            run(&format!("installing {component}"), &mut command("rustup", &["component", "add", component]))?;
        }
    }
    run("the target wasm32-unknown-unknown", &mut command("rustup", &["target", "add", "wasm32-unknown-unknown"]))
}

/// Installs Debian packages, saying which.
pub(crate) fn apt(packages: &[&str]) -> Result {
    say(&format!("xtask: installing Debian packages: {}", packages.join(" ")));
    let root = succeeds("sh", &["-c", "test \"$(id -u)\" = 0"]);
    let apt = |arguments: &[&str]| {
        let mut words = if root { vec!["apt-get"] } else { vec!["sudo", "apt-get"] };
        words.extend(arguments);
        let (program, rest) = words.split_first().map_or(("apt-get", [].as_slice()), |(first, rest)| (*first, rest));
        let mut command = command(program, rest);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run("apt-get update", &mut apt(&["update", "-q"]))?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(packages);
    run("apt-get install", &mut apt(&install))
}
