//! Every symmetric algorithm that is read, by OID and by name.

use crate::block::Block;

/// How a cipher is used, and what its parameters look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Ecb,
    Cbc,
    Cfb,
    Cfb8,
    Cfb1,
    Ofb,
    Ctr,
    Gcm,
    Ccm,
}

/// What does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Block(Block, Mode),
    Rc4,
    ChaCha20,
    ChaCha20Poly1305,
}

/// One symmetric algorithm.
#[derive(Debug)]
pub(crate) struct Spec {
    /// OpenSSL's name in lower case.
    pub(crate) name: &'static str,
    /// Dotted; empty where the algorithm is only met by name.
    pub(crate) oid: &'static str,
    /// Bytes of the key; the usual ones where the cipher takes several.
    pub(crate) key_size: usize,
    pub(crate) kind: Kind,
}

impl Spec {
    pub(crate) fn by_oid(oid: &str) -> Option<&'static Self> {
        TABLE.iter().find(|spec| spec.oid == oid && !oid.is_empty())
    }

    /// By OpenSSL's name, in any case.
    pub(crate) fn by_name(name: &str) -> Option<&'static Self> {
        let name = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)).map_or(name, |(_, name)| name);
        TABLE.iter().find(|spec| spec.name.eq_ignore_ascii_case(name))
    }
}

/// Other names of OpenSSL for the same (`openssl list -cipher-algorithms`).
const ALIASES: &[(&str, &str)] = &[
    ("aes128", "aes-128-cbc"),
    ("aes192", "aes-192-cbc"),
    ("aes256", "aes-256-cbc"),
    ("aria128", "aria-128-cbc"),
    ("aria192", "aria-192-cbc"),
    ("aria256", "aria-256-cbc"),
    ("camellia128", "camellia-128-cbc"),
    ("camellia192", "camellia-192-cbc"),
    ("camellia256", "camellia-256-cbc"),
    ("blowfish", "bf-cbc"),
    ("bf", "bf-cbc"),
    ("cast", "cast5-cbc"),
    ("cast-cbc", "cast5-cbc"),
    ("des", "des-cbc"),
    ("des3", "des-ede3-cbc"),
    ("des-ede-ecb", "des-ede"),
    ("des-ede3-ecb", "des-ede3"),
    ("desx", "desx-cbc"),
    ("idea", "idea-cbc"),
    ("rc2", "rc2-cbc"),
    ("rc2-128", "rc2-cbc"),
    ("rc2-40", "rc2-40-cbc"),
    ("rc2-64", "rc2-64-cbc"),
    ("seed", "seed-cbc"),
    ("sm4", "sm4-cbc"),
];

const fn block(name: &'static str, oid: &'static str, block: Block, key_size: usize, mode: Mode) -> Spec {
    Spec { name, oid, key_size, kind: Kind::Block(block, mode) }
}

/// NIST's arcs (2.16.840.1.101.3.4.1), RFC 3657 and OpenSSL's Camellia, RFC 5794's ARIA, GM/T 0006's SM4, RFC 8018,
/// OIW.
#[rustfmt::skip]
const TABLE: &[Spec] = &[
    block("aes-128-ecb", "2.16.840.1.101.3.4.1.1", Block::Aes, 16, Mode::Ecb),
    block("aes-128-cbc", "2.16.840.1.101.3.4.1.2", Block::Aes, 16, Mode::Cbc),
    block("aes-128-ofb", "2.16.840.1.101.3.4.1.3", Block::Aes, 16, Mode::Ofb),
    block("aes-128-cfb", "2.16.840.1.101.3.4.1.4", Block::Aes, 16, Mode::Cfb),
    block("aes-128-gcm", "2.16.840.1.101.3.4.1.6", Block::Aes, 16, Mode::Gcm),
    block("aes-128-ccm", "2.16.840.1.101.3.4.1.7", Block::Aes, 16, Mode::Ccm),
    block("aes-128-cfb8", "", Block::Aes, 16, Mode::Cfb8),
    block("aes-128-cfb1", "", Block::Aes, 16, Mode::Cfb1),
    block("aes-128-ctr", "", Block::Aes, 16, Mode::Ctr),
    block("aes-192-ecb", "2.16.840.1.101.3.4.1.21", Block::Aes, 24, Mode::Ecb),
    block("aes-192-cbc", "2.16.840.1.101.3.4.1.22", Block::Aes, 24, Mode::Cbc),
    block("aes-192-ofb", "2.16.840.1.101.3.4.1.23", Block::Aes, 24, Mode::Ofb),
    block("aes-192-cfb", "2.16.840.1.101.3.4.1.24", Block::Aes, 24, Mode::Cfb),
    block("aes-192-gcm", "2.16.840.1.101.3.4.1.26", Block::Aes, 24, Mode::Gcm),
    block("aes-192-ccm", "2.16.840.1.101.3.4.1.27", Block::Aes, 24, Mode::Ccm),
    block("aes-192-cfb8", "", Block::Aes, 24, Mode::Cfb8),
    block("aes-192-cfb1", "", Block::Aes, 24, Mode::Cfb1),
    block("aes-192-ctr", "", Block::Aes, 24, Mode::Ctr),
    block("aes-256-ecb", "2.16.840.1.101.3.4.1.41", Block::Aes, 32, Mode::Ecb),
    block("aes-256-cbc", "2.16.840.1.101.3.4.1.42", Block::Aes, 32, Mode::Cbc),
    block("aes-256-ofb", "2.16.840.1.101.3.4.1.43", Block::Aes, 32, Mode::Ofb),
    block("aes-256-cfb", "2.16.840.1.101.3.4.1.44", Block::Aes, 32, Mode::Cfb),
    block("aes-256-gcm", "2.16.840.1.101.3.4.1.46", Block::Aes, 32, Mode::Gcm),
    block("aes-256-ccm", "2.16.840.1.101.3.4.1.47", Block::Aes, 32, Mode::Ccm),
    block("aes-256-cfb8", "", Block::Aes, 32, Mode::Cfb8),
    block("aes-256-cfb1", "", Block::Aes, 32, Mode::Cfb1),
    block("aes-256-ctr", "", Block::Aes, 32, Mode::Ctr),

    block("des-ede3-cbc", "1.2.840.113549.3.7", Block::TripleDes, 24, Mode::Cbc),
    block("des-ede3", "", Block::TripleDes, 24, Mode::Ecb),
    block("des-ede3-cfb", "", Block::TripleDes, 24, Mode::Cfb),
    block("des-ede3-cfb8", "", Block::TripleDes, 24, Mode::Cfb8),
    block("des-ede3-cfb1", "", Block::TripleDes, 24, Mode::Cfb1),
    block("des-ede3-ofb", "", Block::TripleDes, 24, Mode::Ofb),
    block("des-ede-cbc", "", Block::TripleDes, 16, Mode::Cbc),
    block("des-ede", "1.3.14.3.2.17", Block::TripleDes, 16, Mode::Ecb),
    block("des-ede-cfb", "", Block::TripleDes, 16, Mode::Cfb),
    block("des-ede-ofb", "", Block::TripleDes, 16, Mode::Ofb),
    block("des-ecb", "1.3.14.3.2.6", Block::Des, 8, Mode::Ecb),
    block("des-cbc", "1.3.14.3.2.7", Block::Des, 8, Mode::Cbc),
    block("des-ofb", "1.3.14.3.2.8", Block::Des, 8, Mode::Ofb),
    block("des-cfb", "1.3.14.3.2.9", Block::Des, 8, Mode::Cfb),
    block("des-cfb8", "", Block::Des, 8, Mode::Cfb8),
    block("des-cfb1", "", Block::Des, 8, Mode::Cfb1),
    block("desx-cbc", "1.2.840.113549.3.6", Block::DesX, 24, Mode::Cbc),
    block("rc2-cbc", "1.2.840.113549.3.2", Block::Rc2, 16, Mode::Cbc),
    block("rc2-ecb", "1.2.840.113549.3.3", Block::Rc2, 16, Mode::Ecb),
    block("rc2-cfb", "", Block::Rc2, 16, Mode::Cfb),
    block("rc2-ofb", "", Block::Rc2, 16, Mode::Ofb),
    block("rc2-40-cbc", "", Block::Rc2, 5, Mode::Cbc),
    block("rc2-64-cbc", "", Block::Rc2, 8, Mode::Cbc),
    Spec { name: "rc4", oid: "1.2.840.113549.3.4", key_size: 16, kind: Kind::Rc4 },
    Spec { name: "rc4-40", oid: "", key_size: 5, kind: Kind::Rc4 },
    block("bf-ecb", "1.3.6.1.4.1.3029.1.1", Block::Blowfish, 16, Mode::Ecb),
    block("bf-cbc", "1.3.6.1.4.1.3029.1.2", Block::Blowfish, 16, Mode::Cbc),
    block("bf-cfb", "1.3.6.1.4.1.3029.1.3", Block::Blowfish, 16, Mode::Cfb),
    block("bf-ofb", "1.3.6.1.4.1.3029.1.4", Block::Blowfish, 16, Mode::Ofb),
    block("cast5-cbc", "1.2.840.113533.7.66.10", Block::Cast5, 16, Mode::Cbc),
    block("cast5-ecb", "", Block::Cast5, 16, Mode::Ecb),
    block("cast5-cfb", "", Block::Cast5, 16, Mode::Cfb),
    block("cast5-ofb", "", Block::Cast5, 16, Mode::Ofb),
    block("idea-ecb", "1.3.6.1.4.1.188.7.1.1.1", Block::Idea, 16, Mode::Ecb),
    block("idea-cbc", "1.3.6.1.4.1.188.7.1.1.2", Block::Idea, 16, Mode::Cbc),
    block("idea-cfb", "1.3.6.1.4.1.188.7.1.1.3", Block::Idea, 16, Mode::Cfb),
    block("idea-ofb", "1.3.6.1.4.1.188.7.1.1.4", Block::Idea, 16, Mode::Ofb),

    Spec {
        name: "chacha20-poly1305", oid: "1.2.840.113549.1.9.16.3.18", key_size: 32, kind: Kind::ChaCha20Poly1305,
    },

    Spec { name: "chacha20", oid: "", key_size: 32, kind: Kind::ChaCha20 },

    block("camellia-128-cbc", "1.2.392.200011.61.1.1.1.2", Block::Camellia, 16, Mode::Cbc),
    block("camellia-192-cbc", "1.2.392.200011.61.1.1.1.3", Block::Camellia, 24, Mode::Cbc),
    block("camellia-256-cbc", "1.2.392.200011.61.1.1.1.4", Block::Camellia, 32, Mode::Cbc),
    block("camellia-128-ecb", "0.3.4401.5.3.1.9.1", Block::Camellia, 16, Mode::Ecb),
    block("camellia-128-ofb", "0.3.4401.5.3.1.9.3", Block::Camellia, 16, Mode::Ofb),
    block("camellia-128-cfb", "0.3.4401.5.3.1.9.4", Block::Camellia, 16, Mode::Cfb),
    block("camellia-128-gcm", "0.3.4401.5.3.1.9.6", Block::Camellia, 16, Mode::Gcm),
    block("camellia-128-ccm", "0.3.4401.5.3.1.9.7", Block::Camellia, 16, Mode::Ccm),
    block("camellia-128-ctr", "0.3.4401.5.3.1.9.9", Block::Camellia, 16, Mode::Ctr),
    block("camellia-128-cfb8", "", Block::Camellia, 16, Mode::Cfb8),
    block("camellia-128-cfb1", "", Block::Camellia, 16, Mode::Cfb1),
    block("camellia-192-ecb", "0.3.4401.5.3.1.9.21", Block::Camellia, 24, Mode::Ecb),
    block("camellia-192-ofb", "0.3.4401.5.3.1.9.23", Block::Camellia, 24, Mode::Ofb),
    block("camellia-192-cfb", "0.3.4401.5.3.1.9.24", Block::Camellia, 24, Mode::Cfb),
    block("camellia-192-gcm", "0.3.4401.5.3.1.9.26", Block::Camellia, 24, Mode::Gcm),
    block("camellia-192-ccm", "0.3.4401.5.3.1.9.27", Block::Camellia, 24, Mode::Ccm),
    block("camellia-192-ctr", "0.3.4401.5.3.1.9.29", Block::Camellia, 24, Mode::Ctr),
    block("camellia-192-cfb8", "", Block::Camellia, 24, Mode::Cfb8),
    block("camellia-192-cfb1", "", Block::Camellia, 24, Mode::Cfb1),
    block("camellia-256-ecb", "0.3.4401.5.3.1.9.41", Block::Camellia, 32, Mode::Ecb),
    block("camellia-256-ofb", "0.3.4401.5.3.1.9.43", Block::Camellia, 32, Mode::Ofb),
    block("camellia-256-cfb", "0.3.4401.5.3.1.9.44", Block::Camellia, 32, Mode::Cfb),
    block("camellia-256-gcm", "0.3.4401.5.3.1.9.46", Block::Camellia, 32, Mode::Gcm),
    block("camellia-256-ccm", "0.3.4401.5.3.1.9.47", Block::Camellia, 32, Mode::Ccm),
    block("camellia-256-ctr", "0.3.4401.5.3.1.9.49", Block::Camellia, 32, Mode::Ctr),
    block("camellia-256-cfb8", "", Block::Camellia, 32, Mode::Cfb8),
    block("camellia-256-cfb1", "", Block::Camellia, 32, Mode::Cfb1),

    block("aria-128-ecb", "1.2.410.200046.1.1.1", Block::Aria, 16, Mode::Ecb),
    block("aria-128-cbc", "1.2.410.200046.1.1.2", Block::Aria, 16, Mode::Cbc),
    block("aria-128-cfb", "1.2.410.200046.1.1.3", Block::Aria, 16, Mode::Cfb),
    block("aria-128-ofb", "1.2.410.200046.1.1.4", Block::Aria, 16, Mode::Ofb),
    block("aria-128-ctr", "1.2.410.200046.1.1.5", Block::Aria, 16, Mode::Ctr),
    block("aria-192-ecb", "1.2.410.200046.1.1.6", Block::Aria, 24, Mode::Ecb),
    block("aria-192-cbc", "1.2.410.200046.1.1.7", Block::Aria, 24, Mode::Cbc),
    block("aria-192-cfb", "1.2.410.200046.1.1.8", Block::Aria, 24, Mode::Cfb),
    block("aria-192-ofb", "1.2.410.200046.1.1.9", Block::Aria, 24, Mode::Ofb),
    block("aria-192-ctr", "1.2.410.200046.1.1.10", Block::Aria, 24, Mode::Ctr),
    block("aria-256-ecb", "1.2.410.200046.1.1.11", Block::Aria, 32, Mode::Ecb),
    block("aria-256-cbc", "1.2.410.200046.1.1.12", Block::Aria, 32, Mode::Cbc),
    block("aria-256-cfb", "1.2.410.200046.1.1.13", Block::Aria, 32, Mode::Cfb),
    block("aria-256-ofb", "1.2.410.200046.1.1.14", Block::Aria, 32, Mode::Ofb),
    block("aria-256-ctr", "1.2.410.200046.1.1.15", Block::Aria, 32, Mode::Ctr),
    block("aria-128-gcm", "1.2.410.200046.1.1.34", Block::Aria, 16, Mode::Gcm),
    block("aria-192-gcm", "1.2.410.200046.1.1.35", Block::Aria, 24, Mode::Gcm),
    block("aria-256-gcm", "1.2.410.200046.1.1.36", Block::Aria, 32, Mode::Gcm),
    block("aria-128-ccm", "1.2.410.200046.1.1.37", Block::Aria, 16, Mode::Ccm),
    block("aria-192-ccm", "1.2.410.200046.1.1.38", Block::Aria, 24, Mode::Ccm),
    block("aria-256-ccm", "1.2.410.200046.1.1.39", Block::Aria, 32, Mode::Ccm),
    block("aria-128-cfb8", "", Block::Aria, 16, Mode::Cfb8),
    block("aria-128-cfb1", "", Block::Aria, 16, Mode::Cfb1),
    block("aria-192-cfb8", "", Block::Aria, 24, Mode::Cfb8),
    block("aria-192-cfb1", "", Block::Aria, 24, Mode::Cfb1),
    block("aria-256-cfb8", "", Block::Aria, 32, Mode::Cfb8),
    block("aria-256-cfb1", "", Block::Aria, 32, Mode::Cfb1),

    block("seed-ecb", "1.2.410.200004.1.3", Block::Seed, 16, Mode::Ecb),
    block("seed-cbc", "1.2.410.200004.1.4", Block::Seed, 16, Mode::Cbc),
    block("seed-cfb", "1.2.410.200004.1.5", Block::Seed, 16, Mode::Cfb),
    block("seed-ofb", "1.2.410.200004.1.6", Block::Seed, 16, Mode::Ofb),
    block("sm4-ecb", "1.2.156.10197.1.104.1", Block::Sm4, 16, Mode::Ecb),
    block("sm4-cbc", "1.2.156.10197.1.104.2", Block::Sm4, 16, Mode::Cbc),
    block("sm4-ofb", "1.2.156.10197.1.104.3", Block::Sm4, 16, Mode::Ofb),
    block("sm4-cfb", "1.2.156.10197.1.104.4", Block::Sm4, 16, Mode::Cfb),
    block("sm4-cfb1", "1.2.156.10197.1.104.5", Block::Sm4, 16, Mode::Cfb1),
    block("sm4-cfb8", "1.2.156.10197.1.104.6", Block::Sm4, 16, Mode::Cfb8),
    block("sm4-ctr", "1.2.156.10197.1.104.7", Block::Sm4, 16, Mode::Ctr),
    block("sm4-gcm", "1.2.156.10197.1.104.8", Block::Sm4, 16, Mode::Gcm),
    block("sm4-ccm", "1.2.156.10197.1.104.9", Block::Sm4, 16, Mode::Ccm),
];
