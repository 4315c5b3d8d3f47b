"""What the modules of the group pkcs12 share."""

import expect
import vector

GROUP = "pkcs12"
UNLOCK = {"passwords": ["secret"]}
CHAIN = ("intermediate", "root")


def result(leaf="rsa2048", legacy=False, chain=CHAIN, **more):
    """The whole of a leaf of testdata/keys; `legacy` None leaves open whether there is a warning."""
    return {
        "layers": ["pkcs12"],
        "warnings": ["legacy-encryption"] if legacy else None,
        "no_warnings": ["legacy-encryption"] if legacy is False else None,
        "bundles": [expect.leaf(leaf, chain=chain)],
        **more,
    }


def refused(code, stage=None):
    return {"code": code, "stage": stage}


def vector_of(name, command, about, expected, *, tool, unlock=UNLOCK, **more):
    vector.make(GROUP, name, command.replace("OUT", name), about, expected, tool=tool, unlock=unlock, **more)
