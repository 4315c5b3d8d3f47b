"""Makes the test vectors again: make.py [group...]; without a group, all of them.

Each group is a module `make_<group>` with a function `make()`, which removes its old vectors and writes new ones.
"""

import os
import pathlib
import sys

import tools


def main(groups):
    tools.setup()
    if pathlib.Path(sys.prefix) != tools.CACHE / "venv":
        os.execv(tools.PYTHON, [tools.PYTHON, "-B", __file__, *groups])
    known = sorted(path.stem.removeprefix("make_") for path in tools.MAKE.glob("make_*.py"))
    # The PKI comes first: the others are made from it.
    known.sort(key=lambda group: group != "keys")
    unknown = [group for group in groups if group.replace("-", "_") not in known]
    if unknown:
        sys.exit(f"unknown group {', '.join(unknown)}; there are: {', '.join(known)}")
    for group in [name.replace("-", "_") for name in groups] or known:
        __import__(f"make_{group}").make()
        headers = tools.MAKE.parent.glob(f"*/{group.replace('_', '-')}/*.toml")
        print(f"{group}: {len(list(headers))} vectors", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
