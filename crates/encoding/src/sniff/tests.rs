use super::*;
use crate::{base64, pem};
use alloc::{format, vec, vec::Vec};

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut der = vec![0x30, 0x82, (content.len() >> 8) as u8, content.len() as u8];
    der.extend(content);
    der
}

const ALGORITHM: &[u8] = &[0x30, 5, 6, 3, 0x2a, 3, 4];
const NAME: &[u8] = &[0x30, 2, 0x31, 0];
const BITS: &[u8] = &[3, 2, 0, 1];
const TIME: &[u8] = &[0x17, 2, b'2', b'6'];
const VALIDITY: &[u8] = &[0x30, 0];

#[test]
fn der_by_its_first_fields() {
    let tbs = sequence(&[&[0xa0, 3, 2, 1, 2], &[2, 1, 1], ALGORITHM, NAME, VALIDITY, NAME]);
    let certificate = sequence(&[&tbs, ALGORITHM, BITS]);
    let key = sequence(&[&[2, 1, 0], ALGORITHM, &[4, 1, 1]]);
    let n = [&[2, 20][..], &[7; 20]].concat();
    for (der, kind) in [
        (certificate.clone(), DerKind::Certificate),
        (sequence(&[&sequence(&[&[2, 1, 1], ALGORITHM, NAME, VALIDITY, NAME]), ALGORITHM, BITS]), DerKind::Certificate),
        (sequence(&[&certificate, &certificate]), DerKind::CertificateSequence),
        (sequence(&[&sequence(&[&[2, 1, 0], NAME, ALGORITHM]), ALGORITHM, BITS]), DerKind::CertificateRequest),
        (sequence(&[&sequence(&[&[2, 1, 1], ALGORITHM, NAME, TIME]), ALGORITHM, BITS]), DerKind::Crl),
        (sequence(&[&sequence(&[ALGORITHM, NAME, TIME]), ALGORITHM, BITS]), DerKind::Crl),
        (key.clone(), DerKind::PrivateKeyInfo),
        (sequence(&[&key, &key]), DerKind::AsymmetricKeyPackage),
        (sequence(&[ALGORITHM, &[4, 1, 1]]), DerKind::EncryptedPrivateKeyInfo),
        (sequence(&[ALGORITHM, BITS]), DerKind::Spki),
        (sequence(&[&n, &[2, 3, 1, 0, 1]]), DerKind::Pkcs1Public),
        (sequence(&[&[2, 1, 0], &n, &[2, 3, 1, 0, 1], &n, &n, &n, &n, &n, &n]), DerKind::Pkcs1Private),
        (sequence(&[&[2, 1, 0], &n, &n, &n, &n, &n]), DerKind::DsaPrivate),
        (sequence(&[&n, &[2, 1, 2]]), DerKind::DhParameters),
        (sequence(&[&n, &n, &n]), DerKind::DsaParameters),
        (sequence(&[&[2, 1, 1], &[4, 1, 7]]), DerKind::Sec1Private),
        (
            sequence(&[&[2, 1, 3], &[0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1, 0xa0, 0x80]]),
            DerKind::Pfx,
        ),
        (sequence(&[&[6, 3, 0x2a, 3, 4], &[0xa0, 0]]), DerKind::CmsContentInfo),
        (sequence(&[&[2, 1, 0], &[0x31, 4, 0x30, 2, 2, 0]]), DerKind::EnvelopedData),
        (sequence(&[&[2, 1, 1], &[0x31, 7, 0x30, 5, 6, 3, 0x2a, 3, 4]]), DerKind::SignedData),
        (vec![6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7], DerKind::EcParameters),
        (vec![0x30, 0x82, 1], DerKind::OtherSequence),
    ] {
        assert_eq!(sniff(&der), Format::Der(kind), "{der:02x?}");
        if kind != DerKind::OtherSequence {
            assert_eq!(sniff(base64::encode(&der).as_bytes()), Format::Base64, "{kind:?}");
        }
    }
}

#[test]
fn base64_is_proved_by_what_it_holds() {
    let der = sequence(&[&[2, 1, 0], ALGORITHM, &[4, 20], &[7; 20]]);
    let once = base64::encode(&der);
    let twice = base64::encode(once.as_bytes());
    assert_eq!(sniff(once.as_bytes()), Format::Base64);
    assert_eq!(sniff(twice.as_bytes()), Format::Base64);
    assert_eq!(sniff(base64::encode(pem::encode("PRIVATE KEY", &der).as_bytes()).as_bytes()), Format::Base64);
    let damaged = format!("{}%{}", &once[..20], &once[21..]);
    assert_eq!(sniff(damaged.as_bytes()), Format::Base64);
    assert_eq!(sniff(format!("'{}\\n{}',", &once[..20], &once[20..]).as_bytes()), Format::Base64);
    for words in
        ["AUTO_APPROVED", "information", "TheQuickBrownFoxJumpsOverTheLazyDog", "2026-11-23", "fa39ba51-0000-1111"]
    {
        assert_eq!(sniff(words.as_bytes()), Format::Unknown, "{words}");
    }
}

#[test]
fn text_formats() {
    let mime = Format::Mime;
    for (text, format) in [
        ("", Format::Empty),
        (" \r\n\t", Format::Empty),
        ("\u{feff}", Format::Empty),
        ("\u{feff}{\"a\": 1}", Format::Json),
        ("[{}]", Format::Json),
        ("\"-----BEGIN X-----\\nMAA=\\n-----END X-----\"", Format::Json),
        ("\"-----BEGIN X-----\nMAA=\n-----END X-----\",", Format::Pem),
        ("subject=CN\n-----BEGIN CERTIFICATE-----", Format::Pem),
        ("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n", mime),
        ("From a@b Fri Jan  2 03:04:06 2026\nContent-Type: application/pkcs7-mime\n\nMII", Format::Smime),
        ("Subject: x\r\ncontent-type: application/x-pkcs7-mime; name=a\r\n\r\nMII", Format::Smime),
        ("HTTP/1.1 200 OK\r\nServer: a\r\n\r\n", mime),
        ("--b\r\n\r\nContent-Type: application/pkcs8\r\n\r\n-----BEGIN PRIVATE KEY-----", mime),
        ("To be ignored.\r\n--b\r\nContent-Type: application/pkcs8\r\n\r\nMII", mime),
        ("------=_Part_1\nContent-Type: application/pkcs8\n\nMII", mime),
        ("Dear all\n-- \nContent is king\n-----BEGIN CERTIFICATE-----\n", Format::Pem),
        ("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n", Format::Pem),
        ("30 06 02 01 01 04 01 07", Format::Hex),
        ("0x30:06:02:01:01:04:01:07\n", Format::Hex),
        ("[tls]\nkey = -----BEGIN PRIVATE KEY-----\\n", Format::Pem),
        ("[ true ]", Format::Json),
        ("Bag Attributes\n    friendlyName: x\n-----BEGIN CERTIFICATE-----\n", Format::Pem),
    ] {
        assert_eq!(sniff(text.as_bytes()), format, "{text:?}");
    }
}

#[test]
fn foreign_formats_are_named() {
    for (bytes, name) in [
        (&b"\xfe\xed\xfe\xed\0\0\0\x02"[..], "a Java keystore (JKS)"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----", "OpenPGP data"),
        (b"\x85\x01\x0c\x03\x01\x02\x03\x04", "OpenPGP data"),
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----",
            "an OpenSSH private key",
        ),
        (b"ssh-rsa AAAAB3NzaC1yc2E me@host", "an OpenSSH public key"),
        (b"age-encryption.org/v1\n-> X25519", "an age encrypted file"),
        (b"PuTTY-User-Key-File-3: ssh-rsa\r\n", "a PuTTY private key"),
        (b"\n<!DOCTYPE HTML><html>", "an HTML page"),
        // Its second line is missing.
        (b"00000000: 3006 0201 0104 0107  0.......\n00000020: 00  .", "a hexadecimal dump"),
        (b"SQLite format 3\0\x10\0", "an NSS or SQLite database"),
        // As `git lfs pointer` and `ansible-vault encrypt` write them.
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "a Git LFS pointer"),
        (b"$ANSIBLE_VAULT;1.1;AES256\n6638643965\n", "an Ansible vault"),
        // The form of RFC 7516 A.3.7, cut in its parts.
        (
            b"eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB7.AxY8.KDlT.U0m_\n",
            "an encrypted JSON object (JWE)",
        ),
    ] {
        let Format::Unsupported { name: found, hint } = sniff(bytes) else { panic!("{name}: {:?}", sniff(bytes)) };
        assert_eq!((found, hint.is_empty()), (name, false));
    }
}

#[test]
fn binary_data_begins_behind_blanks() {
    const KEY: &[u8] = &[0x30, 6, 2, 1, 1, 4, 1, 7];
    for before in [&b"\n"[..], b"\r\n \t\n", b"\0\0", b"\xef\xbb\xbf"] {
        let bytes = [before, KEY].concat();
        assert_eq!((blanks_before(&bytes), sniff(&bytes)), (before.len(), Format::Der(DerKind::Sec1Private)));
    }
    assert_eq!(blanks_before(b"\nPK\x03\x04"), 1);
    assert_eq!(blanks_before(KEY), 0);
    assert_eq!(blanks_before(b"\n0 apples"), 0);
}

/// A list of lists of lists is nothing; and it is not gone into, which would overflow the stack.
#[test]
fn nesting_without_end_is_a_sequence_and_no_more() {
    for level in [&[0x30, 0x80][..], &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]] {
        assert_eq!(sniff(&level.repeat(500_000)), Format::Der(DerKind::OtherSequence));
    }
}
