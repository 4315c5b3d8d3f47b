//! The lists in the documentation are the lists in the code.

mod common;

use common::unlock;
use keybundle::{Coded as _, ErrorCode, Layer, Limit, WarningCode};
use std::collections::BTreeSet;

const ERRORS: &str = include_str!("../../../docs/errors.md");

#[test]
fn every_code_is_documented_once_and_nothing_else_is() {
    let documented: Vec<&str> =
        ERRORS.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(code, _)| code)).collect();
    let mut codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    codes.extend(WarningCode::ALL.iter().map(|code| code.as_str()));
    // `trailing-data` is an error of keys and a warning of containers.
    assert_eq!(documented, codes);
}

#[test]
fn every_layer_is_documented_and_nothing_else_is() {
    let json = include_str!("../../../docs/json.md").split_once("Their names:").unwrap().1;
    let vectors = include_str!("../../../testdata/README.md").split_once("Layers:").unwrap().1;
    for text in [json, vectors] {
        let list = text.split('`').nth(1).unwrap();
        let layers = Layer::ALL.map(Layer::as_str);
        assert_eq!(list.split_whitespace().collect::<Vec<_>>(), layers);
    }
}

#[test]
fn the_types_for_javascript_name_every_code_of_an_error_layer_and_limit_and_no_other() {
    let types = include_str!("../../../web/npm/index.d.ts");
    let union = types.split_once("export type ErrorCode =").and_then(|(_, rest)| rest.split_once(';'));
    let named: BTreeSet<&str> = union.into_iter().flat_map(|(union, _)| union.split('"').skip(1).step_by(2)).collect();
    let codes: BTreeSet<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(named, codes);

    let union = types.split_once("export type LayerName =").and_then(|(_, rest)| rest.split_once(';'));
    let named: Vec<&str> = union.into_iter().flat_map(|(union, _)| union.split('"').skip(1).step_by(2)).collect();
    assert_eq!(named, Layer::ALL.map(Layer::as_str));

    let limits = types.split_once("export interface Limits {").and_then(|(_, rest)| rest.split_once("\n}"));
    let members = limits.into_iter().flat_map(|(members, _)| members.lines());
    let named: BTreeSet<&str> =
        members.filter_map(|line| line.split_once("?: number | undefined;")).map(|(name, _)| name.trim()).collect();
    let limits: BTreeSet<&str> = Limit::ALL.iter().map(|limit| limit.field()).collect();
    assert_eq!(named, limits);
}

#[test]
fn every_code_is_reached_by_a_vector_or_named_here() {
    // No vector can reach these: `limit-size` and `limit-entries` need a large file (tests/hostile.rs makes them),
    // `usage` is the command's own (crates/cli/tests/command.rs).
    let elsewhere = [ErrorCode::LimitSize, ErrorCode::LimitEntries, ErrorCode::Usage];
    let mut errors: BTreeSet<ErrorCode> = elsewhere.into_iter().collect();
    let mut warnings = BTreeSet::new();
    for vector in keybundle_testdata::vectors() {
        match unlock(&vector).and_then(|unlock| keybundle::open(&vector.bytes, &unlock)) {
            Ok(mut opened) => {
                // The year 2200, in which everything here has expired.
                opened.check_validity(7_258_118_400);
                warnings.extend(opened.warnings.as_slice().iter().map(|warning| warning.code));
            }
            Err(error) => {
                errors.insert(error.code());
            }
        }
    }
    // What the commands tell of requests is held against these headers in crates/cli/tests/requests.rs.
    let (mut errors, mut warnings) = (texts(errors, ErrorCode::as_str), texts(warnings, WarningCode::as_str));
    for vector in keybundle_testdata::requests() {
        let error = vector.header.expect.get("error").and_then(|error| error.get("code")?.as_str());
        errors.extend(error.map(ToOwned::to_owned));
        warnings.extend(vector.header.warnings);
    }
    let missing: Vec<_> = ErrorCode::ALL.iter().filter(|code| !errors.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "no vector is refused as {missing:?}");
    let missing: Vec<_> = WarningCode::ALL.iter().filter(|code| !warnings.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "no vector gives the warnings {missing:?}");
}

fn texts<T>(codes: BTreeSet<T>, text: fn(T) -> &'static str) -> BTreeSet<String> {
    codes.into_iter().map(|code| text(code).to_owned()).collect()
}
