//! Every seed through its target, and every test vector through all of them.

use keybundle_fuzz::TARGETS;
use std::{fs, path::Path};

#[test]
fn seeds_keep_every_promise() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut folders: Vec<String> = fs::read_dir(&seeds)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_none())
        .collect();
    folders.sort();
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(folders, names, "each target has a folder of seeds, and each folder a target");
    for (name, target) in TARGETS {
        let mut count = 0;
        for entry in fs::read_dir(seeds.join(name)).unwrap() {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            target(&fs::read(path).unwrap());
            count += 1;
        }
        assert!(count > 0, "{name} has no seeds");
    }
}

#[test]
fn vectors_keep_every_promise() {
    for vector in keybundle_testdata::vectors() {
        for (name, target) in TARGETS {
            println!("{name} {}", vector.name);
            target(&vector.bytes);
        }
    }
}

#[test]
fn requests_keep_every_promise() {
    for vector in keybundle_testdata::requests() {
        println!("{}", vector.name);
        let bytes = fs::read(&vector.path).unwrap();
        for target in [keybundle_fuzz::matching, keybundle_fuzz::credential] {
            target(&bytes);
            target(&bytes[..bytes.len() / 2]);
        }
    }
}
