"""Answers of the enrolment service as JSON, from parts that other tools made.

usage: python answer.py OUT [OPTION]... [OBJECT MEMBER=VALUE...]...
An OBJECT begins with `+`; the first `+` may be left out. VALUE is
    text:TEXT  json:TEXT                    as it stands
    pem:FILE[,FILE...]                      the text of the files
    crlf:FILE  spaces:FILE  joined:FILE  escaped:FILE    PEM with CRLF, with spaces for line breaks, without any, with \\n twice escaped
    base64:FILE  base64url:FILE  base64lines:FILE  hex:FILE
    lines:FILE  base64array:FILE            arrays, one element a line of the text, or of its base64
    pems:FILE,FILE  base64s:FILE,FILE       arrays, one element a file
    --list            an array, even of one object
    --under NAME      the array (or the object) is the member NAME of an object
    --bom  --utf16    encoded so
    --compact         no white space
"""

import base64
import json
import pathlib
import sys


def main(target, *arguments):
    options, objects = {}, [{}]
    arguments = list(arguments)
    while arguments:
        word = arguments.pop(0)
        if word.startswith("--"):
            options[word[2:]] = arguments.pop(0) if word == "--under" else True
        elif word == "+":
            objects += [{}] if objects[-1] else []
        else:
            name, value = word.split("=", 1)
            objects[-1][name] = read(*value.split(":", 1))
    answer = objects if len(objects) > 1 or "list" in options else objects[0]
    if "under" in options:
        answer = {options["under"]: answer, "total": len(objects)}
    text = json.dumps(answer, separators=(",", ":")) if "compact" in options else json.dumps(answer, indent=2)
    encoding = "utf-16" if "utf16" in options else "utf-8-sig" if "bom" in options else "utf-8"
    pathlib.Path(target).write_bytes(text.encode(encoding))


def read(kind, value):
    if kind == "text":
        return value
    if kind == "json":
        return json.loads(value)
    files = [pathlib.Path(path).read_bytes() for path in value.split(",")]
    if kind == "pems":
        return [data.decode() for data in files]
    if kind == "base64s":
        return [base64.b64encode(data).decode() for data in files]
    data = b"".join(files)
    return {
        "pem": lambda: data.decode(),
        "crlf": lambda: data.decode().replace("\n", "\r\n"),
        "spaces": lambda: data.decode().strip().replace("\n", " "),
        "joined": lambda: data.decode().replace("\n", ""),
        "escaped": lambda: data.decode().replace("\n", "\\n"),
        "base64": lambda: base64.b64encode(data).decode(),
        "base64url": lambda: base64.urlsafe_b64encode(data).decode().rstrip("="),
        "base64lines": lambda: base64.encodebytes(data).decode(),
        "hex": lambda: data.hex(),
        "lines": lambda: data.decode().splitlines(),
        "base64array": lambda: base64.encodebytes(data).decode().splitlines(),
    }[kind]()


if __name__ == "__main__":
    main(*sys.argv[1:])
