//! Rivals in other languages: each a program that runs all that it can do, once in each round.

use crate::run::{self, Result, command, output, root, say, succeeds};
use serde_json::json;
use std::{fs, path::Path, process::Command};

/// The same version as `interop` tests with.
const CRYPTOGRAPHY: &str = "cryptography==50.0.2";
/// Where Debian has Bouncy Castle: packages libbcpkix-java and openjdk-17-jdk-headless.
const JARS: &[&str] = &["bcpkix", "bcprov", "bcutil"];
/// How long a case is measured, as criterion does it.
const SECONDS: &str = "0.3";

/// A program that prints `operation/case [implementation] nanoseconds`, a line for each case.
pub(crate) struct Foreign {
    /// The implementation where lines don't say.
    name: &'static str,
    words: Vec<String>,
    /// What a reader of the results wants to know.
    pub(crate) version: String,
}

/// A rival that is not there, and how it is made ready.
type Ready = fn() -> Result<Foreign>;

/// Those that can be had here. The others are named, and left out.
pub(crate) fn all() -> Vec<Foreign> {
    let ready: [(&str, Ready); 2] = [("Python's cryptography", python), ("Bouncy Castle", java)];
    let try_one = |(name, ready): &(&str, Ready)| {
        ready().inspect_err(|error| say(&format!("xtask: {name} is left out: {error}"))).ok()
    };
    ready.iter().filter_map(try_one).collect()
}

/// Runs each case of each once; here one that is missing is an error.
pub(crate) fn smoke() -> Result {
    for foreign in [python()?, java()?] {
        foreign.run("0")?;
        say(&format!("xtask: {}: each case gave the right result", foreign.version));
    }
    Ok(())
}

impl Foreign {
    /// Runs it, and leaves what it measured as criterion would.
    pub(crate) fn measure(&self, round: &Path) -> Result {
        for line in self.run(SECONDS)?.lines() {
            let (case, rest) = line.split_once(' ').ok_or_else(|| format!("{}: {line}", self.name))?;
            let (implementation, number) = rest.split_once(' ').unwrap_or((self.name, rest));
            let nanoseconds: f64 = number.parse().map_err(|_| format!("{}: {line}", self.name))?;
            let folder = round.join(self.name).join(case).join(implementation).join("new");
            fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
            let names = json!({ "group_id": case, "function_id": implementation });
            let estimates = json!({ "median": { "point_estimate": nanoseconds } });
            for (file, content) in [("benchmark.json", names), ("estimates.json", estimates)] {
                fs::write(folder.join(file), content.to_string()).map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    }

    fn run(&self, seconds: &str) -> Result<String> {
        let testdata = root().join("testdata").display().to_string();
        let (program, words) = self.words.split_first().ok_or("no program")?;
        let words: Vec<&str> = words.iter().map(String::as_str).chain([testdata.as_str(), seconds]).collect();
        output(program, &words)
    }
}

fn python() -> Result<Foreign> {
    let folder = root().join("target/bench/python");
    let python = folder.join("bin/python").display().to_string();
    let version = ["-c", "import cryptography as c; print('cryptography', c.__version__)"];
    let wanted = CRYPTOGRAPHY.replace("==", " ");
    let is_there = || output(&python, &version).is_ok_and(|found| found.trim() == wanted);
    if !is_there() {
        run::quietly("an environment for Python", command("python3", &["-m", "venv", "--clear"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", CRYPTOGRAPHY];
        run::quietly("cryptography of PyPI", &mut command(&python, &pip))?;
    }
    let number = output("python3", &["--version"])?;
    let words = vec![python, root().join("benches/python/bench.py").display().to_string()];
    Ok(Foreign { name: "cryptography", words, version: format!("{wanted} on {}", number.trim()) })
}

fn java() -> Result<Foreign> {
    let jar = |name: &&str| format!("/usr/share/java/{name}.jar");
    let missing = || JARS.iter().map(jar).any(|jar| !Path::new(&jar).exists()) || !succeeds("javac", &["--version"]);
    if missing() {
        crate::setup::apt(&["openjdk-17-jdk-headless", "libbcpkix-java"])?;
    }
    let folder = root().join("target/bench/java").display().to_string();
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let jars = JARS.iter().map(jar).collect::<Vec<_>>().join(":");
    let mut compile = Command::new("javac");
    compile.args(["-cp", &jars, "-d", &folder]).arg(root().join("benches/java/Bench.java"));
    run::quietly("javac", &mut compile)?;
    let path = format!("{jars}:{folder}");
    let newest = fs::canonicalize(jar(&"bcpkix")).map_err(|error| error.to_string())?;
    let number = newest.file_stem().unwrap_or_default().to_string_lossy().replace("bcpkix-", "");
    let java = output("java", &["--version"])?;
    let version = format!("Bouncy Castle {number} on {}", java.lines().next().unwrap_or_default());
    Ok(Foreign { name: "bouncy-castle", words: vec!["java".into(), "-cp".into(), path, "Bench".into()], version })
}
