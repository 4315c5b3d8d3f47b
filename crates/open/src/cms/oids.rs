//! The object identifiers of CMS.

use const_oid::ObjectIdentifier as Oid;

/// id-data (RFC 5652 §4).
pub(crate) const DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.1");
/// id-signedData (RFC 5652 §5).
pub(crate) const SIGNED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.2");
/// id-envelopedData (RFC 5652 §6).
pub(crate) const ENVELOPED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.3");
/// signedAndEnvelopedData (RFC 2315 §11), which CMS dropped.
pub(crate) const SIGNED_AND_ENVELOPED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.4");
/// id-digestedData (RFC 5652 §7).
pub(crate) const DIGESTED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.5");
/// id-encryptedData (RFC 5652 §8).
pub(crate) const ENCRYPTED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.6");
/// id-ct-authData (RFC 5652 §9).
pub(crate) const AUTHENTICATED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.2");
/// id-ct-compressedData (RFC 3274 §1.1).
pub(crate) const COMPRESSED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.9");
/// id-ct-authEnvelopedData (RFC 5083 §2).
pub(crate) const AUTH_ENVELOPED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.23");

/// id-messageDigest (RFC 5652 §11.2).
pub(crate) const MESSAGE_DIGEST: Oid = Oid::new_unwrap("1.2.840.113549.1.9.4");

/// id-alg-zlibCompress (RFC 3274 §2).
pub(crate) const ZLIB_COMPRESS: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.3.8");

/// rsaEncryption, here RSAES-PKCS1-v1_5 (RFC 3370 §4.2.1).
pub(crate) const RSA_ENCRYPTION: Oid = Oid::new_unwrap("1.2.840.113549.1.1.1");
/// id-RSAES-OAEP (RFC 3560 §3).
pub(crate) const RSAES_OAEP: Oid = Oid::new_unwrap("1.2.840.113549.1.1.7");
/// id-mgf1 (RFC 4055 §2.2).
pub(crate) const MGF1: Oid = Oid::new_unwrap("1.2.840.113549.1.1.8");
/// id-pSpecified (RFC 4055 §4.1).
pub(crate) const P_SPECIFIED: Oid = Oid::new_unwrap("1.2.840.113549.1.1.9");

/// id-alg-PWRI-KEK (RFC 3211 §2.3).
pub(crate) const PWRI_KEK: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.3.9");
/// id-ori-kem (RFC 9629 §3).
pub(crate) const ORI_KEM: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.13.3");
