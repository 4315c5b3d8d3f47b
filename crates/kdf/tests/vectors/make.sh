#!/bin/sh
# Makes openssl.txt beside this script: `sh make.sh > openssl.txt`. Made with OpenSSL 3.0.19 (Debian 12).
#
# One vector a line, fields separated by one space, bytes in hex, `-` for none:
#   pbkdf2 HASH ITERATIONS PASSWORD SALT OUTPUT
#   pkcs12 HASH PURPOSE ITERATIONS PASSWORD SALT OUTPUT
#   scrypt N R P PASSWORD SALT OUTPUT
#   bytes-to-key HASH PASSWORD SALT OUTPUT
set -eu

dash() { if [ -n "$1" ]; then echo "$1"; else echo -; fi; }
repeat() { i=0; while [ "$i" -lt "$2" ]; do printf '%02x' $(( (i * 7 + $1) % 256 )); i=$((i + 1)); done; }
kdf() { openssl kdf -out "$file" "$@" && tr -d ':\n' < "$file" | tr 'A-F' 'a-f'; }
file=$(mktemp)
trap 'rm -f "$file"' EXIT

hashes="md5 sha1 sha224 sha256 sha384 sha512 sha512-224 sha512-256 sha3-224 sha3-256 sha3-384 sha3-512"
smeg=0073006d006500670000

for hash in $hashes; do
  # password, salt, iterations, length: ordinary; the null and the empty password; both longer than any block; long output
  while read -r password salt iterations length; do
    [ "$password" = - ] && password=
    out=$(kdf -keylen "$length" -kdfopt "digest:$hash" -kdfopt "hexpass:$password" -kdfopt "hexsalt:$salt" \
      -kdfopt "iter:$iterations" -kdfopt pkcs5:1 PBKDF2)
    echo "pbkdf2 $hash $iterations $(dash "$password") $salt $out"
    for purpose in 1 2 3; do
      out=$(kdf -keylen "$length" -kdfopt "digest:$hash" -kdfopt "hexpass:$password" -kdfopt "hexsalt:$salt" \
        -kdfopt "iter:$iterations" -kdfopt "id:$purpose" PKCS12KDF)
      echo "pkcs12 $hash $purpose $iterations $(dash "$password") $salt $out"
    done
  done <<END
$smeg 0a58cf64530d823f 1 24
$smeg 642b99ab44fb4b1f 1000 32
- 0102030405060708 2 20
0000 0102030405060708 2049 33
$(repeat 1 300) $(repeat 9 200) 3 64
$(repeat 2 64) $(repeat 3 64) 4 130
$(repeat 4 128) $(repeat 5 128) 5 300
$(repeat 6 145) $(repeat 7 129) 6 200
END
done

while read -r n r p password salt length; do
  out=$(kdf -keylen "$length" -kdfopt "hexpass:$password" -kdfopt "hexsalt:$salt" \
    -kdfopt "n:$n" -kdfopt "r:$r" -kdfopt "p:$p" SCRYPT)
  echo "scrypt $n $r $p $password $salt $out"
done <<END
2 1 1 70 73 16
1024 8 1 70617373776f7264 0102030405060708 32
64 3 5 $(repeat 1 100) $(repeat 2 40) 99
END

for hash in md5 sha1 sha256 sha512; do
  for salt in 0102030405060708 -; do
    for password in secret "$(repeat 1 100)"; do
      if [ "$salt" = - ]; then how=-nosalt; else how="-S $salt"; fi
      # shellcheck disable=SC2086
      out=$(openssl enc -P -md "$hash" -aes-256-cbc -pass "pass:$password" $how 2>/dev/null |
        sed -n 's/^key=//p; s/^iv *=//p' | tr -d '\n' | tr 'A-F' 'a-f')
      echo "bytes-to-key $hash $(printf %s "$password" | od -An -v -tx1 | tr -d ' \n') $salt $out"
    done
  done
done
