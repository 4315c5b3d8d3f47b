//! The skeleton as RustCrypto's `cms` reads it, where that reads it at all.

use crate::{
    Limits,
    cms::{Body, Cms},
};
use ::cms::{content_info::ContentInfo, enveloped_data::EnvelopedData};
use der::{Decode as _, Encode as _};
use keybundle_encoding::Warnings;

#[test]
fn another_parser_finds_the_same_recipients_and_content() {
    let mut compared = 0;
    for vector in keybundle_testdata::group("cms") {
        let Ok(other) = ContentInfo::from_der(&vector.bytes) else { continue };
        let Ok(other) = other.content.to_der().and_then(|der| EnvelopedData::from_der(&der)) else { continue };
        let ours = Cms::parse(&vector.bytes, &Limits::default(), &mut Warnings::new()).unwrap();
        let Body::Enveloped(ours) = &ours.body else { panic!("{}: {:?}", vector.name, ours.layer()) };
        assert_eq!(ours.recipients.len(), other.recip_infos.0.len(), "{}", vector.name);
        let content = other.encrypted_content.encrypted_content.as_ref().map(|content| content.as_bytes().to_vec());
        assert_eq!(ours.content.to_buffer().unwrap(), content.unwrap_or_default(), "{}", vector.name);
        assert_eq!(ours.content.algorithm.oid, other.encrypted_content.content_enc_alg.oid, "{}", vector.name);
        compared += 1;
    }
    assert!(compared >= 50, "only {compared} vectors");
}
