use super::*;
use crate::Error;
use alloc::{format, vec};

/// SEQUENCE of an OCTET STRING with `size` bytes of a simple pattern.
fn der(size: u8) -> Vec<u8> {
    let mut der = vec![0x30, size + 2, 0x04, size];
    der.extend((0..size).map(|byte| byte.wrapping_mul(37)));
    der
}

fn only(text: &str) -> Block {
    let mut scan = scan(text.as_bytes()).unwrap();
    assert_eq!(scan.blocks.len(), 1);
    scan.blocks.remove(0)
}

#[test]
fn what_is_written_is_read_without_deviation() {
    let der = der(120);
    let text = encode("CERTIFICATE", &der);
    assert!(text.lines().all(|line| line.len() <= 64));
    let scan = scan(text.as_bytes()).unwrap();
    assert_eq!(scan.deviations, []);
    assert_eq!(scan.blocks[0].bytes.as_slice(), der);
    assert_eq!(scan.blocks[0].label, "CERTIFICATE");
}

#[test]
fn headers_on_lines_and_run_together() {
    let body = "MAA=";
    for text in [
        format!(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n{body}\n-----END RSA PRIVATE KEY-----\n"
        ),
        format!(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,\n ENCRYPTED\nDEK-Info: AES-128-CBC,\n 0011223344556677\n 8899AABBCCDDEEFF\n\n{body}\n-----END RSA PRIVATE KEY-----\n"
        ),
        format!(
            "-----BEGIN RSA PRIVATE KEY----- Proc-Type: 4,ENCRYPTED DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF  {body} -----END RSA PRIVATE KEY-----"
        ),
        format!(
            "-----BEGIN RSA PRIVATE KEY-----Proc-Type: 4,ENCRYPTEDDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF{body}-----END RSA PRIVATE KEY-----"
        ),
    ] {
        let block = only(&text);
        assert_eq!(block.header("proc-type"), Some("4,ENCRYPTED"), "{text}");
        assert_eq!(block.header("DEK-Info"), Some("AES-128-CBC,00112233445566778899AABBCCDDEEFF"), "{text}");
        assert_eq!(block.bytes.as_slice(), [0x30, 0]);
        assert!(block.is_encrypted());
    }
}

#[test]
fn damage_is_told_with_its_position() {
    let text = encode("CERTIFICATE", &der(60)).replace("KE1", "K?1");
    let Err(Error::MalformedPem { position, .. }) = scan(text.as_bytes()) else { panic!("{text}") };
    assert_eq!(text.as_bytes()[position], b'?');
    let text = encode("CERTIFICATE", &der(60)).replace("END CERT", "END BIRD");
    let Err(Error::MalformedPem { position, .. }) = scan(text.as_bytes()) else { panic!("{text}") };
    assert!(text[position..].starts_with("-----END BIRD"));
    let whole = encode("CERTIFICATE", &der(60));
    let Err(Error::Truncated { need, .. }) = scan(&whole.as_bytes()[..80]) else { panic!() };
    assert_eq!(need, 64);
}

#[test]
fn labels_are_normalized() {
    for (written, read) in
        [("x509 Certificate", "X509 CERTIFICATE"), ("MY  own", "MY OWN"), ("RSAPRIVATEKEY", "RSA PRIVATE KEY")]
    {
        assert_eq!(only(&encode(written, &der(20))).label, read);
    }
}

#[test]
fn blocks_in_utf_16_tell_where_they_stand() {
    let block = "€ 😀\n-----BEGIN X-----\nMAA=\n-----END X-----\n";
    let units = |text: &str| text.encode_utf16().count() * 2;
    let text: Vec<u8> = block.repeat(3).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (before, size) = (units("€ 😀\n"), units(block));
    // The byte order mark counts.
    let scan = scan(&[&[0xff, 0xfe], text.as_slice()].concat()).unwrap();
    let positions: Vec<_> = scan.blocks.iter().map(|block| block.position).collect();
    assert_eq!(positions, [0, 1, 2].map(|number| 2 + number * size + before));
}
