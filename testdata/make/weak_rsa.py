"""RSA public keys that are weak on purpose, as PEM: weak_rsa.py roca|close|small-factor BITS, always the same ones.

`roca` follows the structure of the primes of Infineon's library (Nemec et al., "The Return of Coppersmith's Attack",
CCS 2017, section 2.1): k * M + (65537^a mod M), where M is the product of the first primes.
"""

import math
import random
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def first_primes(count):
    found, candidate = [], 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found


SMALL = first_primes(500)


def is_prime(number):
    if any(number % prime == 0 for prime in SMALL):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in SMALL[:8]:
        power = pow(base, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def infineon(bits, count):
    product = math.prod(first_primes(count))
    while True:
        factor = random.randrange((3 << bits - 2) // product, (1 << bits) // product)
        prime = factor * product + pow(65537, random.getrandbits(256), product)
        if prime.bit_length() == bits and is_prime(prime):
            return prime


def any_prime(bits):
    while True:
        prime = random.getrandbits(bits) | 1 | 3 << (bits - 2)
        if is_prime(prime):
            return prime


def next_prime(number):
    number |= 1
    while not is_prime(number):
        number += 2
    return number


def modulus(kind, bits):
    half = bits // 2
    if kind == "roca":
        # Table 1 of the paper.
        count = 39 if bits < 992 else 71 if bits < 1984 else 126 if bits < 3968 else 225
        while True:
            product = infineon(half, count) * infineon(half, count)
            if product.bit_length() == bits:
                return product
    if kind == "close":
        prime = any_prime(half)
        return prime * next_prime(prime + (1 << half // 2 - 8))
    if kind == "small-factor":
        return 65521 * any_prime(bits - 16)
    sys.exit(f"unknown kind {kind}")


def main(kind, bits):
    random.seed(f"{kind} {bits}")
    key = rsa.RSAPublicNumbers(65537, modulus(kind, int(bits))).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    sys.stdout.write(key.public_bytes(serialization.Encoding.PEM, form).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
