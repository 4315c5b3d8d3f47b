#!/bin/sh
# Writes enc.txt: one plaintext by every cipher of `openssl enc` that can stand in a DEK-Info header (OpenSSL 3.0.19).
# usage: sh enc.sh > enc.txt
set -eu
work=$(mktemp -d)
iv=000102030405060708090a0b0c0d0e0f
key=00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210
printf 'the quick brown fox jumps over the lazy dog, and again: the quick brown fox' > "$work/plain"
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
echo "# openssl enc -CIPHER -K $key (its first bytes) -iv $iv (its first bytes) -provider legacy -provider default"
echo "plain = $(hex "$work/plain")"
for cipher in $(openssl enc -list | tr -s ' ' '\n' | grep '^-' | sed 's/^-//' | grep -vE 'wrap|WRAP|chacha|rc4'); do
    case $cipher in
        *256*) bytes=32 ;;
        *192* | des3 | des-ede3* | desx*) bytes=24 ;;
        des-ede*) bytes=16 ;;
        des | des-*) bytes=8 ;;
        rc2-40*) bytes=5 ;;
        rc2-64*) bytes=8 ;;
        *) bytes=16 ;;
    esac
    case $cipher in
        *-ecb | des-ede | des-ede3) vector= ;;
        aes* | aria* | camellia* | sm4* | seed*) vector=$iv ;;
        *) vector=$(printf %.16s $iv) ;;
    esac
    k=$(printf %.$((2 * bytes))s $key)
    openssl enc "-$cipher" -K "$k" ${vector:+-iv $vector} -in "$work/plain" -out "$work/out" \
        -provider legacy -provider default
    echo "$cipher,$vector,$k = $(hex "$work/out")"
done
rm -r "$work"
