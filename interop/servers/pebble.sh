#!/usr/bin/env bash
# pebble.sh PORT MANAGEMENT_PORT: see README.md here.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/common.sh"
command -v pebble >/dev/null || { echo "pebble is missing: apt-get install pebble" >&2; exit 69; }
https_certificate
cat > config.json <<JSON
{ "pebble": {
    "listenAddress": "127.0.0.1:$1",
    "managementListenAddress": "127.0.0.1:$2",
    "certificate": "$HERE/tls.crt",
    "privateKey": "$HERE/tls.key",
    "httpPort": 5002, "tlsPort": 5001, "ocspResponderURL": "",
    "externalAccountBindingRequired": true,
    "externalAccountMACKeys": { "$KID": "$HMAC_KEY" }
} }
JSON
# No waiting, no good nonce refused, every challenge valid, no name looked up.
PEBBLE_VA_NOSLEEP=1 PEBBLE_VA_ALWAYS_VALID=1 PEBBLE_WFE_NONCEREJECT=0 PEBBLE_AUTHZREUSE=0 \
  pebble -config config.json -dnsserver 127.0.0.1:9 > server.log 2>&1 </dev/null &
SERVER=$!
await "https://127.0.0.1:$1/dir" server.log
linger
