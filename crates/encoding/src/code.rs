//! The stable codes of errors and warnings: one list for Rust, the command, JavaScript and the test vectors.

use alloc::string::String;
use core::fmt;

/// The stage of the work at which an error arose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Finding out what the input is.
    Detect,
    /// Reading its structure.
    Parse,
    /// Deriving or unwrapping the key that protects it.
    Unlock,
    /// Taking out what it holds.
    Extract,
    /// Comparing keys and certificates with each other.
    Pair,
    /// The caller's own arguments.
    Usage,
}

impl Stage {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Detect => "detect",
            Self::Parse => "parse",
            Self::Unlock => "unlock",
            Self::Extract => "extract",
            Self::Pair => "pair",
            Self::Usage => "usage",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every code there is, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable kebab-case text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

codes! {
    /// Why something was refused. The text never changes once released.
    ErrorCode {
        /// The input is empty or holds white space only.
        EmptyInput => "empty-input",
        /// The input is nothing that is known here.
        UnknownFormat => "unknown-format",
        /// The input is known by name but not opened.
        UnsupportedFormat => "unsupported-format",
        /// A character that base64 does not have.
        NotBase64 => "not-base64",
        /// PEM whose armour or body is damaged beyond what its plain meaning repairs.
        MalformedPem => "malformed-pem",
        /// A structure that breaks its encoding or contradicts itself.
        MalformedDer => "malformed-der",
        /// The input ends before what it announces.
        Truncated => "truncated",
        /// Bytes after the end of a structure that must stand alone.
        TrailingData => "trailing-data",
        /// A password is needed and none was given (empty and null were tried), or a token's PIN.
        PasswordRequired => "password-required",
        /// None of the passwords opens it, or a token refuses the PIN. Without exact verdicts, perhaps an altered file.
        WrongPassword => "wrong-password",
        /// The password is right; the content was altered after it was protected.
        FileAltered => "file-altered",
        /// It is encrypted to a recipient and no recipient's key was given.
        RecipientRequired => "recipient-required",
        /// It is encrypted to other recipients than those given.
        WrongRecipient => "wrong-recipient",
        /// The recipient's key and certificate that were given do not belong together.
        KeyCertificateMismatch => "key-certificate-mismatch",
        /// The key that protects the content could not be recovered, or the token that holds the recipient's key
        /// failed.
        DecryptFailed => "decrypt-failed",
        /// The right key opened it, and what came out is damaged.
        ContentCorrupt => "content-corrupt",
        /// An algorithm that is not implemented, or that a key, an encoding or a token does not have; the message names
        /// it, with its OID where it has one.
        UnsupportedAlgorithm => "unsupported-algorithm",
        /// More derivation work, or more work to read private keys, than allowed.
        LimitWork => "limit-work",
        /// More memory than allowed.
        LimitMemory => "limit-memory",
        /// More bytes than allowed.
        LimitSize => "limit-size",
        /// Nested deeper than allowed.
        LimitDepth => "limit-depth",
        /// More archive entries or parts than allowed.
        LimitEntries => "limit-entries",
        /// Expands by more than allowed.
        LimitRatio => "limit-ratio",
        /// More recipients than allowed.
        LimitRecipients => "limit-recipients",
        /// A value that is out of its range or contradicts another.
        InvalidValue => "invalid-value",
        /// The service's answer says that the request waits for approval.
        RequestPending => "request-pending",
        /// The service's answer is an error of its own, without a key or a certificate.
        ServiceError => "service-error",
        /// What the caller gave is wrong, or what it names is not there or can't be read: arguments of the command,
        /// options in JavaScript, a source of bytes, a PKCS#11 module, token or key, options that exclude each other.
        Usage => "usage",
    }
}

codes! {
    /// What was accepted, but the user should know about. The text never changes once released.
    WarningCode {
        /// Protected by an algorithm that nobody should use any more.
        LegacyEncryption => "legacy-encryption",
        /// A key that nobody should use any more.
        WeakKey => "weak-key",
        /// An HMAC key that decodes to base64 again.
        DoublyEncoded => "doubly-encoded",
        /// An HMAC key that is all hex digits, where base64 is due.
        KeyInHex => "key-in-hex",
        /// A key identifier that looks like a key, or a key that looks like an identifier.
        KidKeySwapped => "kid-key-swapped",
        /// A JWS that its standard allows and strict servers refuse.
        LooseJws => "loose-jws",
        /// Nothing proves that the content is unaltered.
        Unauthenticated => "unauthenticated",
        /// PEM that deviates from RFC 7468.
        LenientPem => "lenient-pem",
        /// Base64 that deviates from RFC 4648.
        LenientBase64 => "lenient-base64",
        /// BER where DER is due.
        NotDer => "not-der",
        /// Bytes before the beginning were ignored.
        LeadingData => "leading-data",
        /// Bytes after the end were ignored.
        TrailingData => "trailing-data",
        /// The password worked once surrounding white space was dropped.
        PasswordTrimmed => "password-trimmed",
        /// The password worked in another encoding than the standard's.
        PasswordReencoded => "password-reencoded",
        /// The chain does not reach a self-signed root.
        ChainIncomplete => "chain-incomplete",
        /// The certificates did not come in the order of the chain.
        ChainReordered => "chain-reordered",
        /// A key without a certificate that matches.
        CertificateMissing => "certificate-missing",
        /// Certificates and no key.
        KeyMissing => "key-missing",
        /// A key or signature algorithm that is not known here.
        UnknownAlgorithm => "unknown-algorithm",
        /// A certificate that deviates from its standard.
        OddCertificate => "odd-certificate",
        /// A certificate request that deviates from its standard, or that authorities refuse.
        OddRequest => "odd-request",
        /// A member of an archive or a mail that looks like something and can't be read, listed as a file; a text in
        /// JSON or a block of PEM that is neither a key nor a certificate, skipped; a bag of unknown kind in a PKCS#12,
        /// left out.
        MemberUnreadable => "member-unreadable",
        /// A certificate that is not valid at the given time.
        Expired => "expired",
        /// An answer that is not what its request asked for.
        UnexpectedAnswer => "unexpected-answer",
    }
}

/// What every error of every crate of the toolkit provides.
pub trait Coded: core::error::Error {
    /// The stable code.
    fn code(&self) -> ErrorCode;
    /// Where it arose.
    fn stage(&self) -> Stage;
    /// What to do next, as one sentence without a capital or a full stop; `None` where there is nothing to do.
    fn hint(&self) -> Option<String>;
    /// Which one of several given things it is about, if it is about one: `C` of a subject, `hmac_key`.
    fn field(&self) -> Option<&'static str> {
        None
    }
}
