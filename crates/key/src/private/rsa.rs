//! PKCS#1 `RSAPrivateKey` (RFC 8017 §A.1.2).

use super::Parts;
use crate::{
    Error, PublicKey, Result,
    number::{below, number},
    public::{check_modulus, rsa_value},
    warn::{bit_length, unsigned},
    write,
};
use crypto_bigint::{BoxedUint, ConcatenatingMul, NonZero};
use keybundle_encoding::{Warnings, ber::Element};
use zeroize::Zeroizing;

/// Big-endian.
pub(super) type Number = Zeroizing<Vec<u8>>;

/// The numbers of an RSA key, big-endian without leading zeros.
pub(crate) struct Numbers {
    pub(crate) modulus: Number,
    pub(crate) exponent: Number,
    pub(crate) private_exponent: Number,
    /// Two or more, in the order of the file.
    pub(crate) primes: Vec<Prime>,
    /// The first CRT coefficient: the second prime's inverse modulo the first.
    pub(crate) coefficient: Number,
}

/// One prime factor.
pub(crate) struct Prime {
    pub(crate) prime: Number,
    /// The private exponent modulo the prime less one.
    pub(super) exponent: Number,
    /// From the third on: the inverse of the product of the primes before, modulo this one.
    pub(super) coefficient: Number,
}

impl Prime {
    /// Without CRT values, which are to be computed.
    pub(super) fn alone(prime: Number) -> Self {
        Self { prime, exponent: Number::default(), coefficient: Number::default() }
    }

    pub(super) fn is_alone(&self) -> bool {
        self.exponent.is_empty() && self.coefficient.is_empty()
    }
}

/// Reads the key with the AlgorithmIdentifier that it gets in PKCS#8.
pub(super) fn read(
    element: &Element<'_>,
    identifier: &[u8],
    algorithm: fn(usize) -> crate::Algorithm,
    warnings: &mut Warnings,
) -> Result<Parts> {
    Numbers::read(element, warnings)?.into_parts(identifier, algorithm, warnings)
}

impl Numbers {
    /// The numbers of a key that was put together here, from its `RSAPrivateKey`.
    pub(super) fn of(inner: &[u8]) -> Result<Self> {
        Self::read(&Element::parse(inner)?, &mut Warnings::new())
    }

    pub(crate) fn read(element: &Element<'_>, warnings: &mut Warnings) -> Result<Self> {
        let mut fields = element.sequence()?;
        let version = fields.any()?;
        let version_number = version.unsigned()?;
        let mut number = || -> Result<Number> {
            let element = fields.any()?;
            Ok(Zeroizing::new(unsigned(&element, warnings)?.to_vec()))
        };
        let (modulus, exponent, private_exponent) = (number()?, number()?, number()?);
        let (p, q, dp, dq, coefficient) = (number()?, number()?, number()?, number()?, number()?);
        let none = Number::default;
        let mut primes = vec![
            Prime { prime: p, exponent: dp, coefficient: none() },
            Prime { prime: q, exponent: dq, coefficient: none() },
        ];
        let others = fields.next_element()?;
        fields.finish()?;
        match (version_number, &others) {
            (0, None) => {}
            (1, Some(others)) => {
                let mut others = others.sequence()?;
                while let Some(other) = others.next_element()? {
                    let mut fields = other.sequence()?;
                    let mut number = || -> Result<Number> {
                        let element = fields.any()?;
                        Ok(Zeroizing::new(unsigned(&element, warnings)?.to_vec()))
                    };
                    primes.push(Prime { prime: number()?, exponent: number()?, coefficient: number()? });
                    fields.finish()?;
                    // OpenSSL's bound (RSA_MAX_PRIME_NUM) is five; more is no key but work.
                    if primes.len() > 8 {
                        return Err(other.malformed("more prime factors than any RSA key has").into());
                    }
                }
                if primes.len() == 2 {
                    return Err(version.malformed("a version that says more than two primes, without them").into());
                }
            }
            _ => return Err(version.malformed("a version that an RSA key of this structure does not have").into()),
        }
        Ok(Self { modulus, exponent, private_exponent, primes, coefficient })
    }

    /// Checks the numbers against each other and puts the key together.
    pub(super) fn into_parts(
        mut self,
        identifier: &[u8],
        algorithm: fn(usize) -> crate::Algorithm,
        warnings: &mut Warnings,
    ) -> Result<Parts> {
        self.check_sizes()?;
        self.complete()?;
        let (modulus, exponent) = (self.modulus.to_vec(), self.exponent.to_vec());
        rsa_value(modulus, exponent, warnings)?;
        self.check()?;
        let algorithm = algorithm(bit_length(&self.modulus));
        let public = PublicKey::from_rsa(algorithm.clone(), identifier, &self.modulus, &self.exponent);
        Ok(Parts {
            algorithm,
            identifier: identifier.to_vec(),
            inner: self.to_der(),
            public: Some(public),
            keeps_public: false,
        })
    }

    /// Before anything is computed: that the modulus is one that is worked with, and that no number is above it. So the
    /// modulus bounds what reading takes.
    fn check_sizes(&self) -> Result<()> {
        check_modulus(&self.modulus)?;
        if !below(&self.private_exponent, &self.modulus) {
            return Err(Error::InvalidValue { reason: "an RSA private exponent that is not below the modulus" });
        }
        let of_primes = self.primes.iter().flat_map(|prime| [&prime.prime, &prime.exponent, &prime.coefficient]);
        if of_primes.chain([&self.exponent, &self.coefficient]).any(|number| !below(number, &self.modulus)) {
            return Err(Error::InvalidValue { reason: "an RSA key with a number that is not below its modulus" });
        }
        Ok(())
    }

    /// That the factors multiply to the modulus, that the exponents are inverse to each other modulo each factor less
    /// one, and that the CRT values are what they say. Whether the factors are prime is not looked at: that would
    /// take longer than all the rest, and a key that lies about it hurts nobody but its owner.
    fn check(&self) -> Result<()> {
        let wrong = |reason| Err(Error::InvalidValue { reason });
        let one = BoxedUint::one();
        let exponent = number(&self.exponent);
        let private_exponent = number(&self.private_exponent);
        let mut product = Zeroizing::new(BoxedUint::one());
        for (index, factor) in self.primes.iter().enumerate() {
            if factor.prime.last().is_none_or(|last| last & 1 == 0) || *factor.prime == [1] {
                return wrong("an RSA prime that is one or even");
            }
            let prime = number(&factor.prime);
            let Some(order) = NonZero::new(prime.wrapping_sub(&one)).into_option() else {
                return wrong("an RSA prime of one");
            };
            let partial = number(&factor.exponent);
            let order = Zeroizing::new(order);
            if Zeroizing::new(private_exponent.rem(&*order)) != partial {
                return wrong("an RSA CRT exponent that does not belong to the private exponent");
            }
            if Zeroizing::new(partial.concatenating_mul(&*exponent)).rem(&*order) != one {
                return wrong("RSA exponents that are not inverse to each other");
            }
            // From the third prime on: r₁…rᵢ₋₁·tᵢ = 1 mod rᵢ.
            if index >= 2 && !inverse(&product, &factor.coefficient, &prime) {
                return wrong("an RSA CRT coefficient that does not belong to the primes");
            }
            product = Zeroizing::new(product.concatenating_mul(&*prime));
        }
        if let [p, q, ..] = self.primes.as_slice()
            && !inverse(&number(&q.prime), &self.coefficient, &number(&p.prime))
        {
            return wrong("an RSA CRT coefficient that does not belong to the primes");
        }
        if product == number(&self.modulus) { Ok(()) } else { wrong("RSA primes that do not multiply to the modulus") }
    }

    fn to_der(&self) -> Zeroizing<Vec<u8>> {
        let (first, rest) = match self.primes.as_slice() {
            [p, q, rest @ ..] => ([p, q], rest),
            _ => return Number::default(),
        };
        let others: Vec<_> = rest
            .iter()
            .map(|other| {
                let parts =
                    [write::integer(&other.prime), write::integer(&other.exponent), write::integer(&other.coefficient)];
                write::tlv(write::SEQUENCE, &[&parts[0], &parts[1], &parts[2]])
            })
            .collect();
        let others: Vec<&[u8]> = others.iter().map(|other| other.as_slice()).collect();
        let numbers = [
            write::integer(if rest.is_empty() { &[] } else { &[1] }),
            write::integer(&self.modulus),
            write::integer(&self.exponent),
            write::integer(&self.private_exponent),
            write::integer(&first[0].prime),
            write::integer(&first[1].prime),
            write::integer(&first[0].exponent),
            write::integer(&first[1].exponent),
            write::integer(&self.coefficient),
            if rest.is_empty() { Number::default() } else { write::tlv(write::SEQUENCE, &others) },
        ];
        let numbers: Vec<&[u8]> = numbers.iter().map(|number| number.as_slice()).collect();
        write::tlv(write::SEQUENCE, &numbers)
    }
}

/// Whether `value · coefficient = 1` modulo `modulus`.
fn inverse(value: &BoxedUint, coefficient: &[u8], modulus: &BoxedUint) -> bool {
    NonZero::new(modulus.clone()).into_option().map(Zeroizing::new).is_some_and(|modulus| {
        Zeroizing::new(number(coefficient).concatenating_mul(value)).rem(&*modulus) == BoxedUint::one()
    })
}
