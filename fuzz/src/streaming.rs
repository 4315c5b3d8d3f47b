//! Archives read where they are, held against the same in memory.

use crate::{
    check,
    keyring::{Keyring, limits},
};
use keybundle::{Certificate, Coded as _, Delivered, Error, ErrorCode, Opened, PrivateKey, Streamed, open_within};
use std::{io::Cursor, sync::Arc};

/// A key, its certificate, its chain, and whether that is complete.
type Bundled = (Vec<u8>, Option<Vec<u8>>, Vec<Vec<u8>>, bool);
/// What is to come out the same: keys with their certificates and chains, and the other certificates.
type Told = (Vec<Bundled>, Vec<Vec<u8>>);

/// What can be read as a stream, as it is and as base64: with the result that it has in memory.
///
/// # Panics
/// When they differ.
pub fn streamed(data: &[u8]) {
    agree(data);
    agree(keybundle::crates::encoding::base64::encode(data).as_bytes());
}

fn agree(data: &[u8]) {
    let limits = limits();
    Keyring::with(|keyring| {
        let there = match Streamed::open(Cursor::new(data), &keyring.unlock, &limits) {
            Ok(None) => return,
            Ok(Some(archive)) => delivered(archive),
            Err(error) => Err(error),
        };
        match (there, open_within(data, &keyring.unlock, &limits)) {
            (Ok((there, rest)), Ok(memory)) => {
                check::warnings(&rest.warnings, data);
                assert_eq!(there, told(&memory), "another result than in memory");
                let codes = |opened: &Opened| opened.warnings.as_slice().iter().map(|one| one.code).collect::<Vec<_>>();
                assert_eq!(codes(&rest), codes(&memory), "other warnings than in memory");
                assert_eq!((rest.layers, rest.files), (memory.layers, memory.files), "other parts than in memory");
            }
            (Err(there), Err(memory)) => {
                check::error(&there, data);
                let codes = [there.code(), memory.code()];
                // What is cut off and damaged as well, in elements of indefinite length: which comes first is another
                // matter.
                let is_cut = codes == [ErrorCode::Truncated, ErrorCode::MalformedDer];
                assert!(is_cut || codes[0] == codes[1], "another error than in memory: {there}, not {memory}");
            }
            (Ok(_), Err(memory)) => panic!("opens as a stream; in memory: {memory}"),
            (Err(there), Ok(_)) => panic!("opens in memory; as a stream: {there}"),
        }
    });
}

fn delivered(mut archive: Streamed<'_>) -> Result<(Told, Opened), Error> {
    let mut told = Told::default();
    archive.deliver(|found| {
        match found {
            Delivered::Bundle(bundle) => told.0.push(bundled(
                &bundle.private_key,
                bundle.certificate.as_ref(),
                &bundle.chain,
                bundle.chain_complete,
            )),
            Delivered::Certificate(certificate) => told.1.push(certificate.der().to_vec()),
            other => unreachable!("{}", core::any::type_name_of_val(&other)),
        }
        Ok::<_, Error>(())
    })?;
    Ok((told, archive.into_rest()))
}

fn told(opened: &Opened) -> Told {
    let bundles = opened.bundles.iter();
    let bundles = bundles
        .map(|one| bundled(&one.private_key, one.certificate.as_ref(), &one.chain, one.chain_complete))
        .collect();
    (bundles, opened.certificates.iter().map(|one| one.der().to_vec()).collect())
}

fn bundled(
    key: &PrivateKey,
    certificate: Option<&Arc<Certificate>>,
    chain: &[Arc<Certificate>],
    complete: bool,
) -> Bundled {
    let chain = chain.iter().map(|one| one.der().to_vec()).collect();
    (key.secret_pkcs8_der().to_vec(), certificate.map(|one| one.der().to_vec()), chain, complete)
}
