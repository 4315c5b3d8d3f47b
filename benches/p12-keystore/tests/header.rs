//! The headers, which keybundle's own tests hold keybundle to, hold for the rival too.

use keybundle_bench_p12_keystore::{open, vector};
use sha2::{Digest, Sha256};

#[test]
fn the_rival_finds_the_leaf_that_the_header_names() {
    for name in ["openssl3-default.p12", "jdk17-default.p12"] {
        let header = String::from_utf8(vector(&format!("{name}.toml"))).expect("UTF-8");
        let wanted = header
            .lines()
            .find_map(|line| line.strip_prefix("certificate = \"")?.strip_suffix('"'))
            .expect("a header with a certificate");
        let store = open(&vector(name));
        let (_, chain) = store.private_key_chain().expect("a key");
        let found: String =
            Sha256::digest(chain.certs()[0].as_der()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, wanted, "{name}");
    }
}
