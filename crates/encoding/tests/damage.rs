//! Every damage that people do to PEM, done to what OpenSSL wrote: the content stays what the crate `base64` reads from
//! the clean file, and the deviation is told.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use base64::{Engine, engine::general_purpose::STANDARD};
use keybundle_encoding::{
    DeviationKind as Kind, pem,
    sniff::{Format, sniff},
};

const KEY_AND_CHAIN: &[u8] = include_bytes!("fixtures/bag-attributes.pem");
const ENCRYPTED: &str = include_str!("fixtures/encrypted-ec.pem");
const TRUSTED: &str = include_str!("fixtures/trusted.pem");

/// Labels and contents of clean PEM, by the crate `base64`.
fn oracle(text: &str) -> Blocks {
    let mut blocks = Vec::new();
    let mut body: Option<(String, String)> = None;
    for line in text.lines() {
        if let Some(label) = line.strip_prefix("-----BEGIN ") {
            body = Some((label.trim_end_matches('-').into(), String::new()));
        } else if line.starts_with("-----END ") {
            let (label, body) = body.take().unwrap();
            blocks.push((label, STANDARD.decode(body).unwrap()));
        } else if let Some((_, body)) = &mut body
            && !line.contains(':')
        {
            body.push_str(line);
        }
    }
    blocks
}

/// Labels and contents.
type Blocks = Vec<(String, Vec<u8>)>;

fn read(bytes: &[u8]) -> Result<(Blocks, Vec<Kind>), keybundle_encoding::Error> {
    let scan = pem::scan(bytes)?;
    let blocks = scan.blocks.iter().map(|block| (block.label.clone(), block.bytes.to_vec())).collect();
    Ok((blocks, scan.deviations.iter().map(|deviation| deviation.kind).collect()))
}

/// Only the blocks of the fixture with key and chain, without the text around.
fn clean() -> String {
    let text = String::from_utf8_lossy(KEY_AND_CHAIN).into_owned();
    let mut inside = false;
    let mut kept = String::new();
    for line in text.lines() {
        inside |= line.starts_with("-----BEGIN");
        if inside {
            kept.push_str(line);
            kept.push('\n');
        }
        inside &= !line.starts_with("-----END");
    }
    kept
}

fn first_block() -> String {
    let text = clean();
    let end = text.find("-----END").unwrap();
    let end = end + text[end..].find('\n').unwrap() + 1;
    text[..end].into()
}

/// From 1, as tools count lines.
fn numbered(text: &str, line: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(place, own)| line(place + 1, own)).collect()
}

fn per_line(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(change).collect()
}

/// Body lines changed by `change`, armour lines left.
fn bodies(text: &str, change: impl Fn(&str) -> String) -> String {
    per_line(text, |line| if line.starts_with("-----") { format!("{line}\n") } else { change(line) })
}

/// Bodies without headers in lines of another width.
fn rewrap(text: &str, width: usize) -> String {
    if text.contains(':') {
        return text.into();
    }
    let joined = bodies(text, str::to_owned).replace("-----END", "\n-----END");
    let wrap = |line: &str| {
        let pieces = line.as_bytes().chunks(if line.starts_with('-') { 100 } else { width });
        pieces.map(|piece| format!("{}\n", std::str::from_utf8(piece).unwrap())).collect()
    };
    per_line(&joined, wrap)
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    let units = mark.encode_utf16().chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// Name of the damage, what it makes of a text, and what is told of it.
type Damage = (&'static str, fn(&str) -> Vec<u8>, Option<Kind>);

fn damages() -> Vec<Damage> {
    vec![
        ("nothing", |t| t.into(), None),
        ("crlf", |t| t.replace('\n', "\r\n").into(), None),
        ("cr", |t| t.replace('\n', "\r").into(), None),
        ("byte order mark", |t| format!("\u{feff}{t}").into(), Some(Kind::ByteOrderMark)),
        ("utf-16 le", |t| utf16(t, true, true), Some(Kind::Utf16)),
        ("utf-16 be", |t| utf16(t, false, true), Some(Kind::Utf16)),
        ("utf-16 le without mark", |t| utf16(t, true, false), Some(Kind::Utf16)),
        ("utf-16 be without mark", |t| utf16(t, false, false), Some(Kind::Utf16)),
        ("zero byte behind", |t| format!("{t}\0").into(), Some(Kind::TrailingNul)),
        ("no line breaks", |t| t.replace('\n', "").into(), Some(Kind::NoLineBreaks)),
        ("spaces for line breaks", |t| t.replace('\n', " ").into(), Some(Kind::SpacesForLineBreaks)),
        ("two spaces for line breaks", |t| t.replace('\n', "  ").into(), Some(Kind::SpacesForLineBreaks)),
        ("tabs for line breaks", |t| t.replace('\n', "\t").into(), Some(Kind::SpacesForLineBreaks)),
        ("literal \\n", |t| t.replace('\n', "\\n").into(), Some(Kind::EscapedLineBreaks)),
        ("literal \\r\\n", |t| t.replace('\n', "\\r\\n").into(), Some(Kind::EscapedLineBreaks)),
        ("literal \\\\n", |t| t.replace('\n', "\\\\n").into(), Some(Kind::EscapedLineBreaks)),
        ("literal \\\\r\\\\n", |t| t.replace('\n', "\\\\r\\\\n").into(), Some(Kind::EscapedLineBreaks)),
        ("literal \\n and line breaks", |t| t.replace('\n', "\\n\n").into(), Some(Kind::EscapedLineBreaks)),
        ("indented", |t| per_line(t, |l| format!("    {l}\n")).into(), Some(Kind::Indentation)),
        ("indented by tabs", |t| per_line(t, |l| format!("\t{l}\n")).into(), Some(Kind::Indentation)),
        ("blank lines", |t| t.replace('\n', "\n\n").into(), Some(Kind::BlankLines)),
        ("blank lines of crlf", |t| t.replace('\n', "\r\n\r\n").into(), Some(Kind::BlankLines)),
        ("spaces at line ends", |t| t.replace('\n', "  \n").into(), None),
        ("quoted by mail", |t| per_line(t, |l| format!("> {l}\n")).into(), Some(Kind::QuotedLines)),
        ("quoted twice", |t| per_line(t, |l| format!(">> {l}\n")).into(), Some(Kind::QuotedLines)),
        ("commented", |t| per_line(t, |l| format!("# {l}\n")).into(), Some(Kind::QuotedLines)),
        ("added by a difference", |t| per_line(t, |l| format!("+{l}\n")).into(), Some(Kind::QuotedLines)),
        ("removed by a difference", |t| per_line(t, |l| format!("-{l}\n")).into(), Some(Kind::QuotedLines)),
        ("in a comment of two slashes", |t| per_line(t, |l| format!("  // {l}\n")).into(), Some(Kind::QuotedLines)),
        ("in a comment of stars", |t| per_line(t, |l| format!(" * {l}\n")).into(), Some(Kind::QuotedLines)),
        ("behind a service's name", |t| per_line(t, |l| format!("app-1  | {l}\r\n")).into(), Some(Kind::QuotedLines)),
        ("with line numbers", |t| numbered(t, |n, l| format!("{n:>6}\t{l}\n")).into(), Some(Kind::QuotedLines)),
        ("as grep numbers lines", |t| numbered(t, |n, l| format!("{n}:{l}\n")).into(), Some(Kind::QuotedLines)),
        (
            "behind the times of a log",
            |t| numbered(t, |n, l| format!("2026-11-30T22:{:02}:{:02}.0{n}Z {l}\n", n / 60, n % 60)).into(),
            Some(Kind::QuotedLines),
        ),
        ("one character a line", |t| bodies(t, |l| l.chars().map(|c| format!("{c}\n")).collect()).into(), None),
        (
            "lines of three",
            |t| {
                bodies(t, |l| {
                    l.as_bytes().chunks(3).map(|c| format!("{}\n", std::str::from_utf8(c).unwrap())).collect()
                })
                .into()
            },
            None,
        ),
        ("lines of 76", |t| rewrap(t, 76).into(), None),
        ("lines of 48", |t| rewrap(t, 48).into(), None),
        ("lines of 63", |t| rewrap(t, 63).into(), None),
        ("lines of 200", |t| rewrap(t, 200).into(), Some(Kind::OddLines)),
        ("lines of one", |t| rewrap(t, 1).into(), Some(Kind::OddLines)),
        ("body on one line", |t| rewrap(t, 10_000).into(), Some(Kind::OddLines)),
        (
            "everything one character a line",
            |t| t.chars().filter(|c| !c.is_whitespace()).map(|c| format!("{c}\n")).collect::<String>().into(),
            Some(Kind::SpreadArmor),
        ),
        (
            "one character a line with spaces kept",
            |t| t.chars().filter(|c| *c != '\n').map(|c| format!("{c}\n")).collect::<String>().into(),
            Some(Kind::SpreadArmor),
        ),
        (
            "no white space at all",
            |t| t.chars().filter(|c| !c.is_whitespace()).collect::<String>().into(),
            Some(Kind::SpreadArmor),
        ),
        ("four dashes", |t| t.replace("-----", "----").into(), Some(Kind::DashCount)),
        ("six dashes", |t| t.replace("-----", "------").into(), Some(Kind::DashCount)),
        ("two dashes", |t| t.replace("-----", "--").into(), Some(Kind::DashCount)),
        ("one dash", |t| t.replace("-----", "-").into(), Some(Kind::DashCount)),
        ("one dash less before BEGIN", |t| t.replace("-----BEGIN", "----BEGIN").into(), Some(Kind::DashCount)),
        ("one dash less after labels", |t| t.replace("-----\n", "----\n").into(), Some(Kind::DashCount)),
        ("no dashes after labels", |t| t.replace("-----\n", "\n").into(), Some(Kind::DashCount)),
        ("no dashes before BEGIN", |t| t.replace("-----BEGIN", "BEGIN").into(), Some(Kind::DashCount)),
        ("no dashes before END", |t| t.replace("-----END", "END").into(), Some(Kind::DashCount)),
        ("no dashes", |t| t.replace("-----", "").into(), Some(Kind::DashCount)),
        ("en dashes", |t| t.replace("-----", "–––––").into(), Some(Kind::OtherDashes)),
        ("em dashes", |t| t.replace("-----", "——-").into(), Some(Kind::OtherDashes)),
        ("em dashes in place of all", |t| t.replace("-----", "—").into(), Some(Kind::OtherDashes)),
        ("non-breaking hyphens", |t| t.replace('-', "\u{2011}").into(), Some(Kind::OtherDashes)),
        (
            "lower-case labels",
            |t| {
                per_line(t, |l| if l.starts_with('-') { format!("{}\n", l.to_lowercase()) } else { format!("{l}\n") })
                    .into()
            },
            Some(Kind::LabelCase),
        ),
        (
            "lower-case label at END",
            |t| {
                t.replace("-----END CERTIFICATE", "-----END certificate")
                    .replace("-----END PRIVATE KEY", "-----END private key")
                    .into()
            },
            Some(Kind::LabelCase),
        ),
        (
            "two spaces in the label",
            |t| t.replace("PRIVATE KEY", "PRIVATE  KEY").replace("END CERT", "END  CERT").into(),
            None,
        ),
        ("spaces around labels", |t| t.replace("BEGIN ", "BEGIN   ").replace("-----\n", " -----\n").into(), None),
        (
            "spaces inside the dashes",
            |t| t.replace("-----BEGIN ", "----- BEGIN ").replace("-----END ", "----- END ").into(),
            Some(Kind::SpreadArmor),
        ),
        (
            "json string",
            |t| format!("\"{}\",", t.replace('\n', "\\n").replace('/', "\\/")).into(),
            Some(Kind::EscapedLineBreaks),
        ),
        (
            "json member",
            |t| format!("  \"pem\": \"{}\",\n", t.replace('\n', "\\r\\n")).into(),
            Some(Kind::EscapedLineBreaks),
        ),
        (
            "json with \\u002b",
            |t| {
                format!(
                    "'{}'",
                    t.replace('+', "\\u002B").replace('/', "\\u002f").replace('=', "\\u003d").replace('\n', "\\u000a")
                )
                .into()
            },
            Some(Kind::Escapes),
        ),
        ("python bytes", |t| format!("b'{}'", t.replace('\n', "\\n")).into(), Some(Kind::EscapedLineBreaks)),
        ("python dict", |t| format!("{{'pem': '{}'}}", t.replace('\n', "\\n")).into(), Some(Kind::EscapedLineBreaks)),
        ("in double quotes", |t| format!("\"{}\"", t.trim_end()).into(), None),
        ("in quotes with a comma", |t| format!("'{}',", t.trim_end()).into(), None),
        (
            "json array of lines",
            |t| format!("[\n{}]", per_line(t, |l| format!("  \"{l}\",\n"))).into(),
            Some(Kind::Punctuation),
        ),
        ("lines of C", |t| per_line(t, |l| format!("    \"{l}\\n\"\n")).into(), Some(Kind::EscapedLineBreaks)),
        ("lines of Java", |t| per_line(t, |l| format!("    \"{l}\\n\" +\n")).into(), Some(Kind::EscapedLineBreaks)),
        ("lines of JavaScript", |t| per_line(t, |l| format!("    + '{l}'\n")).into(), Some(Kind::Punctuation)),
        ("yaml", |t| format!("key: |\n{}", per_line(t, |l| format!("  {l}\n"))).into(), Some(Kind::Indentation)),
        (
            "yaml in quotes",
            |t| format!("key: \"{}\"", per_line(t, |l| format!("{l}\\n\\\n  \\ "))).into(),
            Some(Kind::EscapedLineBreaks),
        ),
        ("shell continuation", |t| t.replace('\n', " \\\n").into(), Some(Kind::Escapes)),
        (
            "percent",
            |t| {
                t.replace('+', "%2B")
                    .replace('/', "%2F")
                    .replace('=', "%3D")
                    .replace(' ', "%20")
                    .replace('\n', "%0A")
                    .into()
            },
            Some(Kind::Escapes),
        ),
        (
            "form",
            |t| {
                t.replace('+', "%2B")
                    .replace('/', "%2F")
                    .replace('=', "%3D")
                    .replace(' ', "+")
                    .replace('\n', "%0D%0A")
                    .into()
            },
            Some(Kind::Escapes),
        ),
        (
            "percent in armour and line breaks only",
            |t| t.replace(' ', "%20").replace('\n', "%0a").into(),
            Some(Kind::Escapes),
        ),
        ("html line breaks", |t| format!("<pre>{}</pre>", t.replace('\n', "<br/>\n")).into(), Some(Kind::Escapes)),
        ("html without line breaks", |t| t.replace('\n', "<br>").into(), Some(Kind::Escapes)),
        ("xml references", |t| t.replace('\n', "&#13;\n").into(), Some(Kind::Escapes)),
        ("xml references alone", |t| t.replace('\n', "&#xA;").into(), Some(Kind::Escapes)),
        ("no-break spaces", |t| t.replace(' ', "\u{a0}").into(), Some(Kind::InvisibleCharacters)),
        (
            "indented by no-break spaces",
            |t| per_line(t, |l| format!("\u{a0}\u{a0}{l}\n")).into(),
            Some(Kind::InvisibleCharacters),
        ),
        (
            "zero-width spaces",
            |t| {
                per_line(t, |l| {
                    let (a, b) = l.split_at(l.len() / 2);
                    format!("{a}\u{200b}{b}\n")
                })
                .into()
            },
            Some(Kind::InvisibleCharacters),
        ),
        ("marks between blocks", |t| t.replace("-----BEGIN", "\u{feff}-----BEGIN").into(), Some(Kind::ByteOrderMark)),
        ("line separators", |t| t.replace('\n', "\u{2028}").into(), Some(Kind::InvisibleCharacters)),
        ("curly quotes", |t| format!("“{}”", t.trim_end()).into(), None),
        ("no padding", |t| t.replace('=', "").into(), Some(Kind::MissingPadding)),
        ("more padding", |t| t.replace("=\n", "==\n").into(), Some(Kind::ExtraPadding)),
        ("padding on a line of its own", |t| t.replace("==\n", "\n==\n").into(), None),
        (
            "url alphabet",
            |t| bodies(t, |l| format!("{}\n", l.replace('+', "-").replace('/', "_"))).into(),
            Some(Kind::UrlAlphabet),
        ),
        (
            "url alphabet in one line",
            |t| bodies(t, |l| l.replace('+', "-").replace('/', "_")).into(),
            Some(Kind::UrlAlphabet),
        ),
        ("mixed alphabets", |t| bodies(t, |l| format!("{}\n", l.replace('+', "-"))).into(), Some(Kind::MixedAlphabets)),
        (
            "text around",
            |t| format!("Dear customer,\nhere is -- at last -- your key: a=b\n\n{t}\nRegards\n-- \nthe CA\n").into(),
            None,
        ),
        (
            "text between",
            |t| t.replace("-----BEGIN", "\nNumber 2: issued to <x@y.example> 100%\n-----BEGIN").into(),
            None,
        ),
        (
            "text in another encoding",
            |t| {
                let mut bytes = b"Schl\xfcssel f\xfcr Ger\xe4t\n".to_vec();
                bytes.extend(t.bytes());
                bytes
            },
            None,
        ),
        (
            "prose that names the lines",
            |t| format!("Copy from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----:\n{t}").into(),
            Some(Kind::EmptyBlock),
        ),
        (
            "an empty block before",
            |t| format!("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n{t}").into(),
            Some(Kind::EmptyBlock),
        ),
        ("no line break between blocks", |t| t.replace("-----\n-----BEGIN", "----------BEGIN").into(), None),
        ("END missing at the end", |t| t[..t.rfind("-----END").unwrap()].into(), Some(Kind::NoEnd)),
        ("END cut", |t| t[..t.rfind("-----END").unwrap() + 15].into(), Some(Kind::NoEnd)),
        ("END cut in its word", |t| t[..t.rfind("-----END").unwrap() + 7].into(), Some(Kind::NoEnd)),
        ("END cut in its dashes", |t| t[..t.rfind("-----END").unwrap() + 3].into(), Some(Kind::NoEnd)),
        (
            "END lines missing",
            |t| per_line(t, |l| if l.starts_with("-----END") { String::new() } else { format!("{l}\n") }).into(),
            Some(Kind::NoEnd),
        ),
        ("BEGIN missing at the start", |t| t[t.find('\n').unwrap() + 1..].into(), Some(Kind::NoBegin)),
        ("an END too many", |t| format!("{t}-----END CERTIFICATE-----\n").into(), Some(Kind::StrayEnd)),
        (
            "armour on the lines of the body",
            |t| t.replace("-----\nMI", "----- MI").replace("\n-----END", " -----END").into(),
            Some(Kind::SpacesForLineBreaks),
        ),
        ("a line break inside BEGIN", |t| t.replace("-----BEGIN ", "-----BEGIN\n").into(), Some(Kind::SpreadArmor)),
    ]
}

#[test]
fn every_damage_leaves_the_content() {
    let whole = clean();
    let want = oracle(&whole);
    assert_eq!(want.len(), 4);
    let mut wrong = Vec::new();
    for (name, damage, kind) in damages() {
        for (text, want) in [(whole.as_str(), &want[..]), (&first_block(), &want[..1])] {
            // What is not there cannot be damaged.
            if want.len() == 1 && ["no line break between blocks", "marks between blocks"].contains(&name) {
                continue;
            }
            let bytes = damage(text);
            match read(&bytes) {
                Err(error) => wrong.push(format!("{name}, {} blocks: {error}", want.len())),
                Ok((blocks, kinds)) => {
                    if blocks != want {
                        wrong.push(format!("{name}, {} blocks: {} others", want.len(), blocks.len()));
                    }
                    if kind.is_some_and(|kind| !kinds.contains(&kind)) && bytes != text.as_bytes() {
                        wrong.push(format!("{name}, {} blocks: told {kinds:?}", want.len()));
                    }
                    if kind.is_none() && kinds.iter().any(|kind| !quiet(*kind)) {
                        wrong.push(format!("{name}, {} blocks: told {kinds:?} of nothing", want.len()));
                    }
                }
            }
            if sniff(&bytes) != Format::Pem && !["json string", "json array of lines"].contains(&name) {
                wrong.push(format!("{name}, {} blocks: sniffed {:?}", want.len(), sniff(&bytes)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What may be told of damage that needs no word of its own.
fn quiet(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::InvisibleCharacters
            | Kind::OddLines
            | Kind::Punctuation
            | Kind::EndLabel
            | Kind::NoLineBreaks
            | Kind::DashCount
            | Kind::SpreadArmor
    )
}

#[test]
fn clean_files_have_no_deviation() {
    for text in [KEY_AND_CHAIN, ENCRYPTED.as_bytes()] {
        let (blocks, kinds) = read(text).unwrap();
        assert_eq!(kinds, []);
        assert_eq!(blocks, oracle(&String::from_utf8_lossy(text)));
        let crlf: Vec<u8> = text.iter().flat_map(|&b| if b == b'\n' { vec![b'\r', b'\n'] } else { vec![b] }).collect();
        assert_eq!(read(&crlf).unwrap(), (blocks, kinds));
    }
}

#[test]
fn headers_survive_damage() {
    let want = oracle(ENCRYPTED);
    let mut wrong = Vec::new();
    for (name, damage, _) in damages() {
        // Without DER inside nothing proves that a body without its END is complete.
        if name.contains("missing") || name.contains("cut") || ["no dashes", "no dashes before END"].contains(&name) {
            continue;
        }
        let bytes = damage(ENCRYPTED);
        match pem::scan(&bytes) {
            Err(error) => wrong.push(format!("{name}: {error}")),
            Ok(scan) => {
                let block = &scan.blocks[0];
                if (block.label.clone(), block.bytes.to_vec()) != want[0] {
                    wrong.push(format!("{name}: another content"));
                }
                let headers = (block.header("Proc-Type"), block.header("DEK-Info"));
                if headers != (Some("4,ENCRYPTED"), Some("AES-256-CBC,82619FCE294DED65B297274FF0D0A139")) {
                    wrong.push(format!("{name}: {headers:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_trusted_certificate_gives_the_certificate_and_its_settings() {
    let whole = &oracle(TRUSTED)[0].1;
    let scan = pem::scan(TRUSTED.as_bytes()).unwrap();
    let block = &scan.blocks[0];
    assert!(block.is_trusted());
    // `openssl x509 -in trusted.pem -outform DER | wc -c` says 429.
    assert_eq!(block.bytes.len(), 429);
    assert_eq!([block.bytes.as_slice(), &block.auxiliary].concat(), *whole);
}

#[test]
fn a_cut_body_is_truncated() {
    let text = first_block();
    let start = text.find("\n").unwrap() + 1;
    let end = text.find("\n-----END").unwrap();
    for cut in start + 4..end - 2 {
        let error = pem::scan(&text.as_bytes()[..cut]).unwrap_err();
        let short = matches!(error, keybundle_encoding::Error::Truncated { .. });
        // A body of a few characters is no block at all.
        assert!(short || cut < start + 16, "{cut}: {error}");
    }
}

#[test]
fn junk_is_refused_where_it_stands() {
    let text = first_block();
    let body = text.find('\n').unwrap() + 1;
    for junk in ["!", "?", "@", "\\q", "é", "*", "%zz", "~", "."] {
        for offset in [0, 5, 64, 65, 70, 150] {
            let mut damaged = text.clone();
            damaged.insert_str(body + offset, junk);
            match pem::scan(damaged.as_bytes()) {
                Err(keybundle_encoding::Error::MalformedPem { position, .. }) => {
                    assert_eq!(position, body + offset, "{junk}");
                }
                other => panic!("{junk} at {offset}: {other:?}"),
            }
        }
    }
    for lost in [body + 3, body + 100] {
        let mut damaged = text.clone();
        damaged.remove(lost);
        damaged = damaged.replace('=', "");
        let scan = pem::scan(damaged.as_bytes());
        if let Err(error) = scan {
            assert!(error.to_string().contains("lost"), "{error}");
        }
    }
}
