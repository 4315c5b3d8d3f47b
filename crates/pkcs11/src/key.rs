//! A private key on a token, and what lies beside it.

use crate::{Error, Module, Result, Uri, public};
use core::fmt;
use cryptoki::{
    mechanism::{MechanismInfo, MechanismType},
    object::{Attribute, AttributeType, CertificateType, ObjectClass, ObjectHandle},
    session::Session,
    slot::Slot,
};
use keybundle_key::PublicKey;

/// A private key on a token, in a session of its own, which is closed on drop.
pub struct TokenKey {
    // First: it is closed before the module is finalized.
    pub(crate) session: Session,
    pub(crate) handle: ObjectHandle,
    module: Module,
    slot: Slot,
    uses: Uses,
    public_key: Option<PublicKey>,
    certificates: Vec<Vec<u8>>,
}

/// What the token lets the key do.
#[derive(Clone, Copy, Default)]
struct Uses {
    decrypt: bool,
    derive: bool,
    sign: bool,
    always_authenticate: bool,
}

/// What a key may be asked to do.
#[derive(Clone, Copy)]
pub(crate) enum Use {
    Decrypt,
    Derive,
    Sign,
}

impl TokenKey {
    /// The public half: of the public key object that has the private key's identifier (`CKA_ID`; without one, its
    /// label), or as far as the private key's own attributes tell it. Every token tells it for RSA; for elliptic curves
    /// some have it in the certificate alone.
    #[must_use]
    pub const fn public_key(&self) -> Option<&PublicKey> {
        self.public_key.as_ref()
    }

    /// X.509 certificates on the token that have the private key's identifier (without one, its label), in DER, in the
    /// token's order. They are not held against the key.
    pub fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.certificates.iter().map(Vec::as_slice)
    }

    pub(crate) fn find(session: Session, module: Module, slot: Slot, uri: &Uri) -> Result<Self> {
        let mut named = vec![Attribute::Class(ObjectClass::PRIVATE_KEY)];
        named.extend(uri.attribute("object").map(|label| Attribute::Label(label.to_vec())));
        named.extend(uri.attribute("id").map(|id| Attribute::Id(id.to_vec())));
        let handle = match session.find_objects(&named)?[..] {
            [handle] => handle,
            [] => return Err(Error::NoKey),
            _ => return Err(Error::SeveralKeys),
        };
        let own = session.get_attributes(handle, &OWN)?;
        let mut uses = Uses::default();
        for attribute in &own {
            match attribute {
                Attribute::Decrypt(yes) => uses.decrypt = *yes,
                Attribute::Derive(yes) => uses.derive = *yes,
                Attribute::Sign(yes) => uses.sign = *yes,
                Attribute::AlwaysAuthenticate(yes) => uses.always_authenticate = *yes,
                _ => {}
            }
        }
        let mut public_key = None;
        let mut certificates = Vec::new();
        if let Some(common) = own.iter().find(|attribute| is_common(attribute)) {
            let beside = |class| session.find_objects(&[Attribute::Class(class), common.clone()]);
            for object in beside(ObjectClass::PUBLIC_KEY)? {
                public_key = public_key.or(public::read(&session.get_attributes(object, &public::ATTRIBUTES)?));
            }
            for object in beside(ObjectClass::CERTIFICATE)? {
                let attributes =
                    session.get_attributes(object, &[AttributeType::CertificateType, AttributeType::Value])?;
                if attributes.contains(&Attribute::CertificateType(CertificateType::X_509)) {
                    certificates.extend(attributes.into_iter().find_map(|attribute| match attribute {
                        Attribute::Value(der) => Some(der),
                        _ => None,
                    }));
                }
            }
        }
        if public_key.is_none() {
            public_key = public::read(&session.get_attributes(handle, &public::ATTRIBUTES)?);
        }
        Ok(Self { session, handle, module, slot, uses, public_key, certificates })
    }

    /// Checks that `public_key` is the public half, as far as the token tells, and that the key may be put to this use
    /// by this mechanism.
    pub(crate) fn check(&self, public_key: &PublicKey, wanted: Use, mechanism: MechanismType) -> Result<()> {
        let missing = |reason| Err(Error::Unsupported { reason });
        if self.public_key.as_ref().is_some_and(|own| own != public_key) {
            return Err(Error::OtherKey);
        }
        if self.uses.always_authenticate {
            return missing("it asks for the PIN at each operation (CKA_ALWAYS_AUTHENTICATE)");
        }
        let (is_allowed, refusal, does): (_, _, fn(&MechanismInfo) -> bool) = match wanted {
            Use::Decrypt => (self.uses.decrypt, "it may not decrypt (CKA_DECRYPT)", MechanismInfo::decrypt),
            Use::Derive => (self.uses.derive, "it may not agree on keys (CKA_DERIVE)", MechanismInfo::derive),
            Use::Sign => (self.uses.sign, "it may not sign (CKA_SIGN)", MechanismInfo::sign),
        };
        if !is_allowed {
            return missing(refusal);
        }
        match self.module.library().get_mechanism_info(self.slot, mechanism) {
            Ok(info) if does(&info) => Ok(()),
            _ => missing(match wanted {
                Use::Decrypt => "the token has no RSA without padding (CKM_RSA_X_509)",
                Use::Derive => "the token has no Diffie-Hellman (CKM_ECDH1_DERIVE)",
                Use::Sign => "the token does not sign with such keys",
            }),
        }
    }
}

/// What is asked about the private key itself. The first that is there and not empty of `CKA_ID` and `CKA_LABEL` is
/// what its public key and certificate have in common with it.
const OWN: [AttributeType; 6] = [
    AttributeType::Id,
    AttributeType::Label,
    AttributeType::Decrypt,
    AttributeType::Derive,
    AttributeType::Sign,
    AttributeType::AlwaysAuthenticate,
];

fn is_common(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Id(value) | Attribute::Label(value) if !value.is_empty())
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKey").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}
