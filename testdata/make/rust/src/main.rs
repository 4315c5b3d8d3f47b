//! make rcgen p256|p384|ed25519|everything OUT: a certificate request by rcgen.
//! make instant-acme KID HMAC_KEY_HEX URL OUT: the body of newAccount as instant-acme sends it; no server is asked.

mod acme;
mod request;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (out, content) = match words.as_slice() {
        ["rcgen", kind, out] => (out, request::make(kind).into_bytes()),
        ["instant-acme", kid, key, url, out] => (out, acme::new_account(kid, key, url)),
        _ => panic!("make rcgen KIND OUT | make instant-acme KID HMAC_KEY_HEX URL OUT"),
    };
    std::fs::write(out, content).expect("a file that can be written");
}
