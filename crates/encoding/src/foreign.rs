//! What PEM and beginnings of files both know by name, and that is not opened.

/// Name, and what to do.
pub(crate) type Foreign = (&'static str, &'static str);

pub(crate) const OPENPGP: Foreign = ("OpenPGP data", "decrypt or export it with gpg, then give the result");
pub(crate) const OPENSSH_KEY: Foreign = (
    "an OpenSSH private key",
    "convert a copy of it in place: ssh-keygen -p -m PKCS8 -f COPY; Ed25519, which that leaves as it is, converts \
     load_ssh_private_key of pyca/cryptography",
);
pub(crate) const SSH2_KEY: Foreign = ("an SSH2 (RFC 4716) key", "convert it: ssh-keygen -i -f FILE, then -e -m PKCS8");
pub(crate) const AGE: Foreign = ("an age encrypted file", "decrypt it with age, then give the result");
pub(crate) const TPM_KEY: Foreign = ("a TPM-wrapped key", "only the TPM that made it can use it");
