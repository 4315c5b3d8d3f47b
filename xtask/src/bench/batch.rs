//! A batch through the command: how its throughput grows with threads, and how much memory it takes.

use super::machine;
use crate::run::{self, Result, cargo, root, say};
use std::{
    env,
    fs::{self, File},
    io::{BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Answers as the service gives them, one of each after the other: encrypted to a certificate, as PKCS#12, DER and PEM.
const ANSWERS: &[&str] = &[
    "cert-encrypted-rsa",
    "cert-encrypted-p384",
    "pkcs12-rsa",
    "pkcs12-ec",
    "der-rsa",
    "der-ec",
    "pem-rsa",
    "pem-ec",
    "cert-encrypted-ec",
    "p7b",
];

/// The secrets of all of them.
const SECRETS: &[&str] = &[
    "--recipient-key=testdata/keys/rsa2048.key.pem",
    "--recipient-key=testdata/keys/p384.key.pem",
    "--password-env=BATCH_PASSWORD",
];
const PASSWORD: &str = "Secret123";

const ABOUT: &str = "\
Written by `cargo xtask bench --batch 100000`: answers of `testdata/vectors/json` in turn (encrypted to RSA-2048 and P-384, PKCS#12,
DER, PEM), as lines of a file, through `keybundle batch --include-secrets` into a file. Times are the best of
the rounds, in which the numbers of jobs ran in turn; the last round's outputs are the same byte for byte.
";

struct Run {
    seconds: f64,
    cpu_seconds: f64,
    peak: u64,
}

/// Builds the command for release, runs the batch, and writes `benches/BATCH.md`.
pub(crate) fn run(lines: u64, rounds: usize) -> Result {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let release = ["build", "--locked", "--release", "--package", "keybundle-cli"];
    run::run("building the command", &mut cargo(&release))?;
    let folder = target.join("bench/batch");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let input = folder.join("answers.ndjson");
    let size = write_lines(&input, lines).map_err(|error| format!("the lines: {error}"))?;
    let all = thread::available_parallelism().map_or(2, usize::from).max(2);
    let outputs = [1, all].map(|jobs| (jobs, folder.join(format!("{jobs}.ndjson"))));
    let mut best: [Option<Run>; 2] = [None, None];
    for round in 1..=rounds {
        for ((jobs, output), best) in outputs.iter().zip(&mut best) {
            let run = answer(&target.join("release/keybundle"), &input, output, *jobs, lines)?;
            say(&format!(
                "xtask: round {round}, {jobs} jobs: {:.1} s, {:.1} s of CPU time, peak {} MB",
                run.seconds,
                run.cpu_seconds,
                run.peak / 1_000_000
            ));
            let peak = best.as_ref().map_or(0, |best| best.peak).max(run.peak);
            let better = best.take().filter(|best| best.seconds <= run.seconds).unwrap_or(run);
            *best = Some(Run { peak, ..better });
        }
    }
    let [one, other] = [&outputs[0].1, &outputs[1].1].map(|path| path.display().to_string());
    if !run::succeeds("cmp", &["-s", &one, &other]) {
        return Err("the number of jobs changes the results".to_owned());
    }
    let [Some(single), Some(many)] = best else { return Err("no rounds".to_owned()) };
    let mut table = format!(
        "{lines} lines, {} MB.\n\n| jobs | seconds | lines a second | CPU seconds | peak |\n|---|---|---|---|---|\n",
        size / 1_000_000
    );
    for ((jobs, _), run) in outputs.iter().zip([&single, &many]) {
        let Run { seconds, cpu_seconds, peak } = run;
        #[allow(clippy::cast_precision_loss, reason = "a figure for people")]
        let rate = lines as f64 / seconds;
        let peak = peak / 1_000_000;
        table += &format!("| {jobs} | {seconds:.1} | {rate:.0} | {cpu_seconds:.1} | {peak} MB |\n");
    }
    let ratio = single.seconds / many.seconds;
    table += &format!("\nThroughput with {all} jobs: {ratio:.2} times that with one.\n");
    say(&table);
    let text = format!("# A batch\n\n{ABOUT}\n{}\n{table}", machine::describe()?);
    fs::write(root().join("benches/BATCH.md"), text).map_err(|error| error.to_string())?;
    fs::remove_dir_all(folder).map_err(|error| error.to_string())
}

/// Gives the size of the file.
fn write_lines(path: &Path, lines: u64) -> std::io::Result<u64> {
    let folder = root().join("testdata/vectors/json");
    let read = |name: &&str| -> std::io::Result<String> {
        let text = fs::read(folder.join(format!("{name}.json")))?;
        Ok(serde_json::from_slice::<serde_json::Value>(&text)?.to_string())
    };
    let answers = ANSWERS.iter().map(read).collect::<std::io::Result<Vec<_>>>()?;
    let mut file = BufWriter::new(File::create(path)?);
    for (answer, _) in answers.iter().cycle().zip(0..lines) {
        writeln!(file, "{answer}")?;
    }
    file.into_inner()?.metadata().map(|metadata| metadata.len())
}

fn answer(keybundle: &Path, input: &Path, output: &Path, jobs: usize, lines: u64) -> Result<Run> {
    let failed = |error: std::io::Error| format!("{}: {error}", keybundle.display());
    let stdout = File::create(output).map_err(failed)?;
    let start = Instant::now();
    let mut child = Command::new(keybundle)
        .args(["batch", "--include-secrets", "--summary", "--jobs", &jobs.to_string()])
        .args(SECRETS)
        .arg(input)
        .env("BATCH_PASSWORD", PASSWORD)
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (peak, cpu_seconds) = watch(&mut child).map_err(failed)?;
    let seconds = start.elapsed().as_secs_f64();
    let mut words = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut words).map_err(failed)?;
    }
    if words.trim() != format!("keybundle: {lines} lines: {lines} opened, 0 refused") {
        return Err(format!("not every line was opened: {words}"));
    }
    Ok(Run { seconds, cpu_seconds, peak })
}

/// Waits for its end. Gives the most memory it had at any time (`VmHWM`), and the processor time it took, both as they
/// stood at most some milliseconds before the end.
fn watch(child: &mut Child) -> std::io::Result<(u64, f64)> {
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut peak, mut ticks) = (0, 0);
    while child.try_wait()?.is_none() {
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak = kilobytes.and_then(|number| number.parse().ok()).map_or(peak, |kilobytes: u64| kilobytes * 1024);
        // Fields 14 and 15, counted after the name in parentheses; Linux gives them in hundredths of a second.
        let stat = fs::read_to_string(process.join("stat")).unwrap_or_default();
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        let used: u64 = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
        ticks = ticks.max(used);
        thread::sleep(Duration::from_millis(10));
    }
    #[allow(clippy::cast_precision_loss, reason = "a figure for people")]
    Ok((peak, ticks as f64 / 100.0))
}
