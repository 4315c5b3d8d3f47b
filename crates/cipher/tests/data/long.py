"""Writes long.txt: texts of many blocks, by Python's cryptography (48.0.0, on OpenSSL).

usage: python3 long.py > long.txt
"""

import cryptography
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, ChaCha20Poly1305

plain = bytes(i * 7 % 251 for i in range(1337))
key = bytes(range(0x40, 0x60))
nonce = bytes(range(0x10, 0x1C))
additional = bytes(range(45))


def tlv(tag, *content):
    body = b"".join(content)
    return bytes([tag, len(body)]) + body


def line(name, oid, parameters, key, additional, ciphertext):
    identifier = tlv(0x30, tlv(0x06, bytes.fromhex(oid)), parameters)
    print(f"content {name} {identifier.hex()} {key.hex()} {additional} = {ciphertext.hex()}")


aes = "60864801650304 01".replace(" ", "")
print(f"# cryptography {cryptography.__version__}, python3 long.py")
print(f"plain = {plain.hex()}")
padder = padding.PKCS7(128).padder()
padded = padder.update(plain) + padder.finalize()
iv = bytes(range(16))
cbc = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
line("aes-256-cbc", aes + "2a", tlv(4, iv), key, 0, cbc.update(padded) + cbc.finalize())
ofb = Cipher(algorithms.AES(key), modes.OFB(iv)).encryptor()
line("aes-256-ofb", aes + "2b", tlv(4, iv), key, 0, ofb.update(plain) + ofb.finalize())
cfb = Cipher(algorithms.AES(key), modes.CFB(iv)).encryptor()
line("aes-256-cfb", aes + "2c", tlv(4, iv), key, 0, cfb.update(plain) + cfb.finalize())
sized = tlv(0x30, tlv(4, nonce), tlv(2, b"\x10"))
line("aes-256-gcm", aes + "2e", sized, key, 45, AESGCM(key).encrypt(nonce, plain, additional))
line("aes-256-ccm", aes + "2f", sized, key, 45, AESCCM(key).encrypt(nonce, plain, additional))
line(
    "chacha20-poly1305",
    "2a864886f70d0109100312",
    tlv(4, nonce),
    key,
    45,
    ChaCha20Poly1305(key).encrypt(nonce, plain, additional),
)
