#!/bin/sh
# Writes pkcs8.txt: one key in EncryptedPrivateKeyInfo by every scheme of `openssl pkcs8 -topk8` (OpenSSL 3.0.19).
# usage: sh pkcs8.sh > pkcs8.txt
set -eu
work=$(mktemp -d)
providers="-provider legacy -provider default"
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
openssl ecparam -genkey -name prime256v1 -noout -out "$work/key.pem"
openssl pkcs8 -topk8 -in "$work/key.pem" -nocrypt -outform DER -out "$work/plain.der"
echo "# openssl pkcs8 -topk8 OPTIONS -iter 100 -passout pass:secret $providers -outform DER"
echo "plain = $(hex "$work/plain.der")"
while read -r options; do
    iterations="-iter 100"
    case $options in -scrypt*) iterations="" ;; esac
    # shellcheck disable=SC2086
    openssl pkcs8 -topk8 -in "$work/key.pem" $options $iterations -passout pass:secret $providers \
        -outform DER -out "$work/out.der"
    echo "$options = $(hex "$work/out.der")"
done <<LIST
-v1 PBE-MD5-DES
-v1 PBE-MD5-RC2-64
-v1 PBE-SHA1-DES
-v1 PBE-SHA1-RC2-64
-v1 PBE-SHA1-RC4-128
-v1 PBE-SHA1-RC4-40
-v1 PBE-SHA1-3DES
-v1 PBE-SHA1-2DES
-v1 PBE-SHA1-RC2-128
-v1 PBE-SHA1-RC2-40
-v2 aes-128-cbc -v2prf hmacWithSHA1
-v2 aes-192-cbc -v2prf hmacWithSHA224
-v2 aes-256-cbc -v2prf hmacWithSHA256
-v2 aes-256-cbc -v2prf hmacWithSHA384
-v2 aes-256-cbc -v2prf hmacWithSHA512
-v2 aes-256-cbc -v2prf hmacWithSHA512-224
-v2 aes-256-cbc -v2prf hmacWithSHA512-256
-v2 aes-256-cbc -v2prf hmacWithMD5
-v2 aes-128-ecb
-v2 aes-128-cfb
-v2 aes-256-ofb
-v2 des-cbc
-v2 des-ede3-cbc
-v2 rc2-cbc
-v2 rc2-64-cbc
-v2 rc2-40-cbc
-v2 bf-cbc
-v2 cast5-cbc
-v2 camellia-128-cbc
-v2 camellia-192-cbc
-v2 camellia-256-cbc
-v2 camellia-128-cfb
-v2 camellia-256-ofb
-v2 aria-128-cbc
-v2 aria-192-cbc
-v2 aria-256-cbc
-v2 aria-256-cfb
-v2 sm4-cbc
-v2 sm4-cfb
-scrypt -v2 aes-256-cbc -scrypt_N 64 -scrypt_r 4 -scrypt_p 2
LIST
rm -r "$work"
