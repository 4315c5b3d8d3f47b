#!/bin/sh
# Writes pem.txt: one EC key as OpenSSL's old encrypted PEM, by cipher (OpenSSL 3.0.19).
# usage: sh pem.sh > pem.txt
set -eu
work=$(mktemp -d)
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
openssl ecparam -genkey -name prime256v1 -noout -out "$work/key.pem"
openssl ec -in "$work/key.pem" -outform DER -out "$work/plain.der" 2>/dev/null
echo "# openssl ec -CIPHER -passout pass:secret -provider legacy -provider default"
echo "plain = $(hex "$work/plain.der")"
for cipher in aes-128-cbc aes-192-cfb aes-256-cbc aes-256-ofb aes-128-cfb8 aes-256-cfb1 aes-256-ctr des-cbc des-ede-cbc \
    des-ede3-cbc des-ede3-ofb des-ede3-cfb desx-cbc rc2-cbc rc2-40-cbc rc2-64-cbc rc2-ofb bf-cbc bf-cfb cast5-cbc \
    camellia-128-cbc camellia-256-cfb aria-128-cbc aria-256-ofb seed-cbc sm4-cbc; do
    openssl ec -in "$work/key.pem" "-$cipher" -passout pass:secret -provider legacy -provider default \
        -out "$work/out.pem" 2>/dev/null
    grep -v : "$work/out.pem" | grep -v -e - | openssl base64 -d -out "$work/out.der"
    echo "$(sed -n 's/^DEK-Info: //p' "$work/out.pem") = $(hex "$work/out.der")"
done
rm -r "$work"
