//! Modules of a crate use one another one way: what two of them need stands in a third.

use crate::run::{Result, root};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// For each module of a crate's root, the others that it names.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// Refuses modules that use each other, directly or through others.
pub(crate) fn check(_: &[String]) -> Result {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("crates")).map_err(|error| error.to_string())?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let uses = uses_of(&entry.path().join("src"))?;
        found.extend(uses.keys().filter_map(|start| cycle(&uses, start)).map(|cycle| format!("{name}: {cycle}")));
    }
    if found.is_empty() { Ok(()) } else { Err(format!("modules use each other:\n{}", found.join("\n"))) }
}

fn uses_of(source: &Path) -> Result<Uses> {
    let mut texts = BTreeMap::new();
    read(source, None, &mut texts).map_err(|error| format!("{}: {error}", source.display()))?;
    let is_module = |name: &String| texts.contains_key(name);
    let others = |(module, text): (&String, &String)| {
        (module.clone(), names(text).into_iter().filter(|name| name != module).filter(is_module).collect())
    };
    Ok(texts.iter().map(others).collect())
}

/// The code of each module of the root, that of its own modules included, without comments and tests. `super::` means
/// the root in the files of the root alone.
fn read(folder: &Path, module: Option<&str>, texts: &mut BTreeMap<String, String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let own = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = module.unwrap_or(&own);
        if own == "tests" || (module.is_none() && ["lib", "main"].contains(&own.as_str())) {
            continue;
        }
        if path.is_dir() {
            read(&path, Some(name), texts)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines();
            let code: String = code.filter_map(|line| line.split("//").next()).flat_map(|line| [line, "\n"]).collect();
            let code = if module.is_none() { code.replace("super::", "crate::") } else { code };
            texts.entry(name.to_owned()).or_default().push_str(&code);
        }
    }
    Ok(())
}

/// What follows `crate::`, also in braces.
fn names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        let (mut depth, mut is_first) = (0, true);
        let mut name = String::new();
        for letter in code[at + path.len()..].chars() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                letter if letter.is_alphanumeric() || letter == '_' => {
                    if is_first {
                        name.push(letter);
                    }
                    continue;
                }
                _ => {}
            }
            if !name.is_empty() {
                names.insert(std::mem::take(&mut name));
                is_first = false;
            }
            is_first |= letter == ',' && depth == 1;
            if depth == 0 {
                break;
            }
        }
    }
    names
}

/// The shortest way from a module back to itself, when no module that comes before it in the alphabet is on the way.
fn cycle(uses: &Uses, start: &str) -> Option<String> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while let Some(way) = (!ways.is_empty()).then(|| ways.remove(0)) {
        for next in way.last().and_then(|last| uses.get(*last))? {
            let longer = [way.as_slice(), &[next.as_str()]].concat();
            if next == start {
                return Some(longer.join(" -> "));
            }
            if next.as_str() > start && seen.insert(next) {
                ways.push(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{cycle, names};

    #[test]
    fn modules_are_seen_in_every_spelling() {
        let code = "use crate::{\n    a::{b, c},\n    d,\n    e::F as g,\n};\nfn f() { crate::h::i(); }";
        assert_eq!(names(code).into_iter().collect::<Vec<_>>(), ["a", "d", "e", "h"]);
    }

    #[test]
    fn a_way_back_is_found() {
        let uses = |pairs: &[(&str, &[&str])]| {
            pairs.iter().map(|(from, to)| ((*from).into(), to.iter().map(|to| (*to).into()).collect())).collect()
        };
        let round = uses(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"]), ("d", &["a"])]);
        assert_eq!(cycle(&round, "a").as_deref(), Some("a -> b -> c -> a"));
        assert_eq!((cycle(&round, "b"), cycle(&round, "d")), (None, None));
        assert_eq!(cycle(&uses(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]), "a"), None);
    }
}
