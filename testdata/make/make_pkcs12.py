"""PKCS#12: what each tool writes, with each of its schemes."""

import pkcs12_by_hand
import pkcs12_java
import pkcs12_openssl
import pkcs12_others
import vector
from pkcs12_common import GROUP


def make():
    vector.clear(GROUP)
    pkcs12_openssl.make()
    pkcs12_java.make()
    pkcs12_others.make()
    pkcs12_by_hand.make()
