//! What can be told of a message without any secret.

use super::{
    Body, Cms,
    agreement_kdf::Scheme,
    encrypted_content::EncryptedContent,
    encrypted_data::is_password_based,
    key_agreement_info::KeyAgreementInfo,
    key_transport::Transport,
    password,
    recipient_info::{OTHER_KIND, RecipientInfo},
};
use crate::{Layer, RecipientId, RecipientKind};
use keybundle_cipher::{ContentCipher, PasswordEncryption, wrap::KeyWrap};
use keybundle_encoding::{AlgorithmIdentifier, Oid, hex};

/// A CMS message as it can be described before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CmsInfo {
    /// Which kind of message it is.
    pub layer: Layer,
    /// The OID of what is inside, dotted, where the message tells.
    pub content_type: Option<String>,
    /// How the content is encrypted, for instance `aes-256-cbc`; the dotted OID of an unknown algorithm. `None`: it is
    /// not encrypted.
    pub content_algorithm: Option<String>,
    /// To whom it is encrypted.
    pub recipients: Vec<CmsRecipient>,
    /// Whether a password opens it.
    pub password_based: bool,
    /// How many certificates came along.
    pub certificates: usize,
    /// How many CRLs came along.
    pub crls: usize,
    /// How many SignerInfos a SignedData has (RFC 5652 §5.3). None of them is verified.
    pub signers: usize,
}

/// One recipient of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CmsRecipient {
    /// The choice of RecipientInfo.
    pub kind: RecipientKind,
    /// How the message names it.
    pub id: RecipientId,
    /// How its key is protected: `rsaes-oaep with sha-256 and mgf1-sha-256`; the dotted OID of an unknown algorithm.
    pub key_algorithm: String,
}

pub(super) fn describe(cms: &Cms<'_>) -> CmsInfo {
    let info = CmsInfo {
        layer: cms.layer(),
        content_type: None,
        content_algorithm: None,
        recipients: Vec::new(),
        password_based: false,
        certificates: 0,
        crls: 0,
        signers: 0,
    };
    match &cms.body {
        Body::Data(oid, _) => CmsInfo { content_type: oid.map(Oid::to_dotted), ..info },
        Body::Signed(signed) => CmsInfo {
            content_type: Some(signed.content.content_type.to_dotted()),
            certificates: signed.certificates.len(),
            crls: signed.crls.len(),
            signers: signed.signers,
            ..info
        },
        Body::Enveloped(enveloped) => CmsInfo {
            recipients: recipients(&enveloped.recipients),
            password_based: enveloped.recipients.iter().any(|info| matches!(info, RecipientInfo::Password(_))),
            certificates: enveloped.originators.len(),
            ..encrypted(info, &enveloped.content)
        },
        Body::Encrypted(message) => CmsInfo {
            password_based: is_password_based(message.content.algorithm.oid),
            ..encrypted(info, &message.content)
        },
        Body::Digested(digested) => CmsInfo { content_type: Some(digested.content.content_type.to_dotted()), ..info },
        Body::Compressed(compressed) => {
            CmsInfo { content_type: Some(compressed.content.content_type.to_dotted()), ..info }
        }
        Body::Authenticated(authenticated) => CmsInfo {
            content_type: Some(authenticated.content.content_type.to_dotted()),
            recipients: recipients(&authenticated.recipients),
            ..info
        },
    }
}

fn encrypted(info: CmsInfo, content: &EncryptedContent<'_>) -> CmsInfo {
    CmsInfo {
        content_type: Some(content.content_type.to_dotted()),
        content_algorithm: Some(content_algorithm(&content.algorithm)),
        ..info
    }
}

fn content_algorithm(algorithm: &AlgorithmIdentifier<'_>) -> String {
    if is_password_based(algorithm.oid) {
        return PasswordEncryption::from_identifier(algorithm)
            .map_or_else(|_| algorithm.oid.to_dotted(), |scheme| scheme.description().cipher.to_string());
    }
    ContentCipher::from_identifier(algorithm)
        .map_or_else(|_| algorithm.oid.to_dotted(), |cipher| cipher.name().to_owned())
}

fn recipients(infos: &[RecipientInfo<'_>]) -> Vec<CmsRecipient> {
    let mut all = Vec::new();
    for info in infos {
        match info {
            RecipientInfo::KeyTransport(info) => all.push(CmsRecipient {
                kind: RecipientKind::KeyTransport,
                id: info.id.describe(),
                key_algorithm: Transport::from_identifier(&info.algorithm)
                    .map_or_else(|_| info.algorithm.oid.to_dotted(), |transport| transport.describe()),
            }),
            RecipientInfo::KeyAgreement(info) => {
                let key_algorithm = agreement_algorithm(info);
                all.extend(info.recipients.iter().map(|key| CmsRecipient {
                    kind: RecipientKind::KeyAgreement,
                    id: key.id.describe(),
                    key_algorithm: key_algorithm.clone(),
                }));
            }
            RecipientInfo::Kek(info) => all.push(CmsRecipient {
                kind: RecipientKind::KeyEncryptionKey,
                id: RecipientId::KeyEncryptionKey(hex::encode(&info.key_identifier)),
                key_algorithm: wrap_algorithm(&info.algorithm),
            }),
            RecipientInfo::Password(info) => all.push(CmsRecipient {
                kind: RecipientKind::Password,
                id: RecipientId::Password,
                key_algorithm: password::describe(info).unwrap_or_else(|| info.algorithm.oid.to_dotted()),
            }),
            RecipientInfo::Other(oid) => all.push(CmsRecipient {
                kind: RecipientKind::Other,
                id: RecipientId::Other(oid.to_dotted()),
                key_algorithm: OTHER_KIND.to_owned(),
            }),
            RecipientInfo::Kem(info) => {
                all.push(CmsRecipient {
                    kind: RecipientKind::KeyEncapsulation,
                    id: info.id.describe(),
                    key_algorithm: info.describe(),
                });
            }
        }
    }
    all
}

fn agreement_algorithm(info: &KeyAgreementInfo<'_>) -> String {
    let scheme = Scheme::from_oid(info.algorithm.oid)
        .map_or_else(|| info.algorithm.oid.to_dotted(), |scheme| scheme.name.to_owned());
    let wrap = info.algorithm.parameters.as_ref().and_then(|wrap| AlgorithmIdentifier::from_element(wrap).ok());
    match wrap {
        Some(wrap) => format!("{scheme} {}", wrap_algorithm(&wrap)),
        None => scheme,
    }
}

fn wrap_algorithm(algorithm: &AlgorithmIdentifier<'_>) -> String {
    KeyWrap::from_identifier(algorithm).map_or_else(|_| algorithm.oid.to_dotted(), |wrap| wrap.name().to_owned())
}
