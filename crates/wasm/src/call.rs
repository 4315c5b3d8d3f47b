//! One door for every function.

use crate::{
    answer::{Answer, Refusal},
    binding, credential, credential_check, key, key_output, matching, new_request, open, request, request_build, tree,
};
use keybundle::crates::encoding::rare;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

type Function = fn(&[u8], &str, Vec<u8>) -> Result<Answer, Refusal>;

/// Calls the function with this name. `isLeftOut` of the answer says that it does not count, because it takes what the
/// small module does not have: the full one has to be asked.
#[wasm_bindgen]
#[must_use]
#[allow(clippy::needless_pass_by_value, reason = "what JavaScript hands over is ours, and wiped here")]
pub fn call(name: &str, input: Vec<u8>, options: &str, attachments: Vec<u8>) -> Answer {
    let (input, mut attachments) = (Zeroizing::new(input), Zeroizing::new(attachments));
    // Of an earlier call that did not come to its end.
    let _ = rare::left_out();
    let answer = match function(name) {
        Some(function) => function(&input, options, core::mem::take(&mut *attachments)),
        None => Err(Refusal::Usage { field: None, message: "there is no function of this name".to_owned() }),
    };
    answer.unwrap_or_else(Answer::from).left_out(rare::left_out())
}

fn function(name: &str) -> Option<Function> {
    Some(match name {
        "inspect" => open::inspect,
        "decode" => open::decode,
        "decrypt" => open::decrypt,
        "layers" => open::layers,
        _ if !rare::is_here() => return None,
        "tree" => tree::tree,
        "key_show" => key::key_show,
        "key_new" => key_output::key_new,
        "key_convert" => key_output::key_convert,
        "key_generation" => key_output::key_generation,
        "csr_new" => new_request::csr_new,
        "csr_show" => request::csr_show,
        "eab_sign" => binding::eab_sign,
        "eab_new_account" => binding::eab_new_account,
        "eab_verify" => binding::eab_verify,
        "eab_thumbprint" => binding::eab_thumbprint,
        "eab_key_authorization" => binding::eab_key_authorization,
        "match_values" => matching::match_values,
        "credential_show" => credential::credential_show,
        "credential_check" => credential_check::credential_check,
        "request_build" => request_build::request_build,
        "request_check" => request::request_check,
        _ => return None,
    })
}
