//! Modules use one another one way: what two of them need stands in a third.

use crate::run::{Result, root};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// For each module of a folder, the others there that it names.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// Stands for the module whose folder is looked at, in place of `crate::a::` and `super::super::`.
const HERE: &str = "@::";

/// Refuses modules that stand side by side and use each other, directly or through others, whether by their paths or by
/// what the module above takes over from them. A module counts with all that is in it.
pub(crate) fn check(_: &[String]) -> Result {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("crates")).map_err(|error| error.to_string())?.flatten() {
        let source = entry.path().join("src");
        let above = ["lib.rs", "main.rs"].map(|file| source.join(file)).into_iter().find(|file| file.is_file());
        let name = entry.file_name().to_string_lossy().into_owned();
        look(&name, "crate::", &above.ok_or("a crate without its root")?, &source, &mut found)
            .map_err(|error| format!("{}: {error}", source.display()))?;
    }
    if found.is_empty() { Ok(()) } else { Err(format!("modules use each other:\n{}", found.join("\n"))) }
}

/// Looks at the modules in `folder`, which `above` declares, and at those in them. `path` is what they are named by.
fn look(name: &str, path: &str, above: &Path, folder: &Path, found: &mut Vec<String>) -> std::io::Result<()> {
    let mut texts = BTreeMap::new();
    read(folder, path, None, 1, &mut texts)?;
    let taken_over = taken_over(&code(&fs::read_to_string(above)?), &texts);
    let module_of = |name: String| if texts.contains_key(&name) { Some(name) } else { taken_over.get(&name).cloned() };
    let uses: Uses = texts
        .iter()
        .map(|(module, text)| {
            let others = names(text, HERE).into_iter().filter_map(module_of).filter(|other| other != module);
            (module.clone(), others.collect())
        })
        .collect();
    found.extend(uses.keys().filter_map(|start| cycle(&uses, start)).map(|cycle| format!("{name} {path} {cycle}")));
    for module in texts.keys().filter(|module| folder.join(module).is_dir()) {
        let above = folder.join(format!("{module}.rs"));
        look(name, &format!("{path}{module}::"), &above, &folder.join(module), found)?;
    }
    Ok(())
}

/// The code of each module of a folder, that of its own modules included, without tests. `levels` is how often `super`
/// leads out of the folder.
fn read(
    folder: &Path,
    path: &str,
    module: Option<&str>,
    levels: usize,
    texts: &mut BTreeMap<String, String>,
) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    entries.sort();
    for entry in entries {
        let own = entry.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["tests", "lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let name = module.unwrap_or(&own);
        if entry.is_dir() {
            read(&entry, path, Some(name), levels + 1, texts)?;
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry)?;
            let text = without_tests(&code(&text));
            texts.entry(name.to_owned()).or_default().push_str(&from_here(&text, path, levels));
        }
    }
    Ok(())
}

/// Without comments.
fn code(text: &str) -> String {
    text.lines().filter_map(|line| line.split("//").next()).flat_map(|line| [line, "\n"]).collect()
}

/// Without the items that are for tests alone, each from its attribute to its end.
fn without_tests(code: &str) -> String {
    let mut parts = code.split("#[cfg(test)]");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0usize;
        let end = part.char_indices().find_map(|(at, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let ends = depth == 0 && matches!(letter, ';' | '}');
            ends.then_some(at + 1)
        });
        kept.push_str(end.and_then(|end| part.get(end..)).unwrap_or_default());
    }
    kept
}

/// The same with [`HERE`] in place of every way to name the module of the folder.
fn from_here(text: &str, path: &str, levels: usize) -> String {
    let up = "super::".repeat(levels);
    // One more leads past it.
    text.replace(path, HERE).replace(&format!("{up}super::"), "past::").replace(&up, HERE)
}

/// What the module above takes over from its modules, by name: `use a::{B, c}`.
fn taken_over(above: &str, modules: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let statements = above.split(';').filter_map(|statement| statement.rsplit_once("use ")).map(|(_, list)| list);
    let own = statements.filter_map(|list| {
        let list = list.trim_start_matches("self::").trim_start_matches("crate::");
        let (module, list) = list.split_once("::")?;
        modules.contains_key(module).then_some((module, list))
    });
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    own.flat_map(|(module, list)| {
        list.split(move |letter| !word(letter)).map(move |name| (name.to_owned(), module.to_owned()))
    })
    .collect()
}

/// What follows `path`, also in braces.
fn names(code: &str, path: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, path) in code.match_indices(path) {
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
    use super::{BTreeMap, cycle, from_here, names, taken_over, without_tests};

    #[test]
    fn modules_are_seen_in_every_spelling() {
        let code = "use crate::{\n    a::{b, c},\n    d,\n    e::F as g,\n};\nfn f() { crate::h::i(); }";
        assert_eq!(names(code, "crate::").into_iter().collect::<Vec<_>>(), ["a", "d", "e", "h"]);
        let code = from_here("use super::super::a; use super::b; use crate::c::d; use crate::e;", "crate::c::", 2);
        assert_eq!(names(&code, "@::").into_iter().collect::<Vec<_>>(), ["a", "d"]);
        assert_eq!(from_here("use super::super::a;", "crate::c::", 1), "use past::a;");
    }

    #[test]
    fn what_the_module_above_takes_over_is_its_modules() {
        let modules = ["a", "b"].map(|name| (name.to_owned(), String::new())).into();
        let names = taken_over("mod a;\nmod b;\npub use a::{\n    C, d,\n};\nuse self::b::E;\nuse std::F;", &modules);
        let found: BTreeMap<_, _> = names.iter().map(|(name, module)| (name.as_str(), module.as_str())).collect();
        assert_eq!(["C", "d", "E", "F"].map(|name| found.get(name).copied()), [Some("a"), Some("a"), Some("b"), None]);
    }

    #[test]
    fn what_stands_behind_tests_is_seen() {
        let code = "a;\n#[cfg(test)]\nmod tests;\nb;\n#[cfg(test)]\nfn c() { if d { e } }\nf;\n#[cfg(test)]\nmod g {";
        assert_eq!(without_tests(code), "a;\n\nb;\n\nf;\n");
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
