//! `keybundle-bindgen MODULE.wasm DIRECTORY NAME`: writes `NAME_bg.wasm` and its glue `NAME_bg.js`.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [module, directory, name] = words.as_slice() else { return ExitCode::from(2) };
    let mut bindgen = Bindgen::new();
    let bundler = bindgen.bundler(true);
    let written = bundler.and_then(|bindgen| {
        bindgen.input_path(module).out_name(name).typescript(false).remove_name_section(true).generate(directory)
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{error:#}\n").as_bytes());
            ExitCode::FAILURE
        }
    }
}
