//! The discipline of the headers in `requests/`, and of their reader.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_testdata::{RequestVector, requests, requests_in};
use serde_json::json;
use std::{fs, panic::catch_unwind, path::Path};

const HEADER: &str = r#"
about = "a"
made_by = "b"
command = "c"
oracle = "d"
arguments = ["csr", "show", "{file}", "--json"]
"#;

#[test]
fn every_vector_says_who_made_it() {
    for vector in requests() {
        let header = &vector.header;
        for (field, text) in [
            ("about", &header.about),
            ("made_by", &header.made_by),
            ("command", &header.command),
            ("oracle", &header.oracle),
        ] {
            assert!(!text.trim().is_empty(), "{}: `{field}` is empty", vector.name);
        }
        assert!(!header.oracle.to_lowercase().contains("keybundle"), "{}: we are no oracle", vector.name);
        assert!((0..=3).contains(&header.exit), "{}: exit {}", vector.name, header.exit);
    }
}

#[test]
fn the_reader_panics_on_what_it_does_not_know() {
    let refused = |write: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().unwrap();
        let group = folder.path().join("csr");
        fs::create_dir(&group).unwrap();
        write(&group);
        catch_unwind(|| requests_in(folder.path())).is_err()
    };
    let header = |group: &Path, text: &str| fs::write(group.join("a.pem.toml"), format!("{HEADER}{text}")).unwrap();
    let file = |group: &Path| fs::write(group.join("a.pem"), "x").unwrap();
    assert!(refused(&|_| {}));
    assert!(refused(&|group| file(group)));
    assert!(refused(&|group| header(group, "[expect]\na = 1\n")));
    assert!(refused(&|group| (file(group), header(group, "other = 1\n[expect]\na = 1\n")).1));
    assert!(refused(&|group| (file(group), header(group, "")).1));
    assert!(!refused(&|group| (file(group), header(group, "[expect]\na = 1\n")).1));
}

#[test]
fn tables_may_hold_more_and_lists_may_not() {
    let vector = vector(
        "exit = 3\nnull = [\"n\"]\nwarnings = [\"w\"]\nno_warnings = [\"x\"]\n[expect]\na = [\"b\", {c = 1}]\nd.e = true\n",
    );
    let good = json!({ "a": ["b", { "c": 1, "f": 2 }], "d": { "e": true }, "n": null, "warnings": [{ "code": "w" }] });
    assert_eq!(vector.differences(Some(3), &good), [""; 0]);
    let difference = |exit, pointer: &str, value| {
        let mut other = good.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        vector.differences(Some(exit), &other).len()
    };
    assert_eq!(difference(0, "/n", json!(null)), 1);
    assert_eq!(difference(3, "/n", json!(1)), 1);
    assert_eq!(difference(3, "/a", json!(["b"])), 1);
    assert_eq!(difference(3, "/a/1/c", json!(2)), 1);
    assert_eq!(difference(3, "/d", json!({})), 1);
    assert_eq!(difference(3, "/warnings", json!([])), 1);
    assert_eq!(difference(3, "/warnings", json!([{ "code": "w" }, { "code": "x" }])), 1);
}

fn vector(header: &str) -> RequestVector {
    let folder = tempfile::tempdir().unwrap();
    let group = folder.path().join("csr");
    fs::create_dir(&group).unwrap();
    fs::write(group.join("a.pem"), "x").unwrap();
    fs::write(group.join("a.pem.toml"), format!("{HEADER}{header}")).unwrap();
    let vector = requests_in(folder.path()).pop().unwrap();
    let arguments = vector.arguments();
    assert!(arguments[2].ends_with("a.pem"));
    vector
}
