"""Writes vectors: the file as a tool made it, and its header. The form is documented in testdata/README.md.

A vector is made in an empty folder where `keys` and `make` are links to testdata/keys and testdata/make, with the
tool's `openssl` (and `python`, `java`, `node`, `go` with their libraries) first in PATH. The command in the header is
what ran there, letter by letter.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import tools

MAKE = pathlib.Path(__file__).resolve().parent
TESTDATA = MAKE.parent
VECTORS = TESTDATA / "vectors"
REQUESTS = TESTDATA / "requests"
KEYS = TESTDATA / "keys"


class Workshop:
    """The folder a command runs in."""

    def __init__(self, tool="openssl3"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vector-"))
        self.tool = tool
        for name in ("keys", "make"):
            (self.folder / name).symlink_to(TESTDATA / name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, command, stdin=None, check=True):
        """Runs a shell command and returns its stdout."""
        done = subprocess.run(
            ["bash", "-euc", command], cwd=self.folder, env=tools.environment(self.tool), input=stdin, capture_output=True
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"{command}\n{done.stdout.decode(errors='replace')}{done.stderr.decode(errors='replace')}")
        return done.stdout

    def put(self, name, data):
        (self.folder / name).write_bytes(data)

    def read(self, name):
        return (self.folder / name).read_bytes()


def make(group, name, command, about, expect, *, tool="openssl3", unlock=None, oracle=None, made_by=None, inputs=None):
    """Runs `command`, which must write the file `name`, and writes the vector. Returns the file's bytes.

    `expect` is a dict as the header's, with `bundles` a list of dicts (see `expect.py`), or a function that takes
    the workshop and gives that dict. `inputs` are files (name to bytes) that lie in the folder beforehand.
    """
    if not wanted(group, name):
        return (VECTORS / group / name).read_bytes()
    with Workshop(tool) as shop:
        for input_name, data in (inputs or {}).items():
            shop.put(input_name, data)
        shop.run(command)
        data = shop.read(name)
        if callable(expect):
            expect = expect(shop)
    write(
        group, name, data, about=about, made_by=made_by or tools.version(tool), command=command,
        oracle=oracle or tools.ORACLE, expect=expect, unlock=unlock,
    )
    return data


def write(group, name, data, *, about, made_by, command, oracle, expect, unlock=None):
    """Writes the file and its header."""
    folder = VECTORS / group
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    expect = dict(expect)
    bundles = expect.pop("bundles", [])
    text = table({"about": about, "made_by": made_by, "command": command, "oracle": oracle})
    if unlock:
        text += "\n[unlock]\n" + table(unlock)
    text += "\n[expect]\n" + table(expect)
    for bundle in bundles:
        text += "\n[[expect.bundles]]\n" + table(bundle)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def request(group, name, data, *, about, made_by, command, oracle, arguments, expect, exit=0, warnings=(), no_warnings=()):
    """Writes a vector of requests/. What is None in `expect` must be null."""
    folder = REQUESTS / group
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    text = table({
        "about": about, "made_by": made_by, "command": command, "oracle": oracle, "arguments": arguments,
        "exit": exit or None, "warnings": warnings or None, "no_warnings": no_warnings or None,
        "null": [key for key, value in expect.items() if value is None] or None,
    })
    text += "\n[expect]\n" + table(expect)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def wanted(group, name):
    """With KEYBUNDLE_TESTDATA_NEW in the environment, only what is not there yet is made."""
    return "KEYBUNDLE_TESTDATA_NEW" not in os.environ or not (VECTORS / group / name).exists()


def clear(group, prefix="", within=VECTORS):
    """Removes the vectors of a group (whose names start with `prefix`), before they are made again."""
    if "KEYBUNDLE_TESTDATA_NEW" in os.environ and within == VECTORS:
        return
    folder = within / group
    for path in sorted(folder.glob(f"{prefix}*")) if folder.is_dir() else []:
        path.unlink()


def table(values):
    return "".join(f"{key} = {toml(value)}\n" for key, value in values.items() if value is not None)


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items() if item is not None) + " }"
    # A basic string of TOML takes every escape that JSON writes.
    if "\n" in value and "'''" not in value and all(c in "\n\t" or c >= " " for c in value):
        return f"'''\n{value}'''"
    if ('"' in value or "\\" in value) and "'" not in value and all(c >= " " for c in value):
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def sha256(data):
    return hashlib.sha256(data).hexdigest()
