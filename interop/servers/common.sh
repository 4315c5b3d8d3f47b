# What both servers share: a folder, certificates for HTTPS, and an end. To be sourced.
umask 077
HERE=$(mktemp -d "${TMPDIR:-/tmp}/acme-server.XXXXXX")
cd "$HERE"
SERVER=

stop() {
  trap - EXIT INT TERM
  [ -z "$SERVER" ] || { kill "$SERVER" && wait "$SERVER"; } 2>/dev/null || true
  rm -rf "$HERE"
  exit "${1:-0}"
}
trap 'stop 0' INT TERM
trap 'stop $?' EXIT

# authority NAME SUBJECT: NAME.key and NAME.crt
authority() {
  openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 30 -subj "/CN=$2" -keyout "$1.key" -out "$1.crt" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
}

# The server's own certificate, under an authority of its own.
https_certificate() {
  authority tls-ca "test HTTPS CA"
  openssl req -newkey rsa:2048 -nodes -sha256 -subj "/CN=127.0.0.1" -keyout tls.key -out tls.csr 2>/dev/null
  printf '%s\n' "subjectAltName=IP:127.0.0.1" "basicConstraints=critical,CA:FALSE" "extendedKeyUsage=serverAuth" > tls.ext
  openssl x509 -req -sha256 -days 30 -in tls.csr -CA tls-ca.crt -CAkey tls-ca.key -CAcreateserial -extfile tls.ext \
    -out tls.crt 2>/dev/null
}

# await URL LOG: until the directory answers and demands a binding
await() {
  for _ in $(seq 1 150); do
    kill -0 "$SERVER" 2>/dev/null || { tail -n 20 "$2" >&2; SERVER=; exit 70; }
    if curl -fsS --cacert tls-ca.crt "$1" -o directory.json 2>/dev/null; then
      grep -q '"externalAccountRequired": *true' directory.json || { echo "no binding is demanded" >&2; exit 70; }
      printf '%s\n' "DIRECTORY=$1" "TLS_CA=$HERE/tls-ca.crt" "LOG=$HERE/$2" "READY=1"
      return
    fi
    sleep 0.1
  done
  echo "no answer from $1" >&2
  tail -n 20 "$2" >&2
  exit 70
}

# Until standard input is closed, the server ends, or time is up.
linger() {
  exec 3<&0
  cat <&3 >/dev/null &
  local reader=$!
  sleep "${MAX_SECONDS:-300}" &
  local timer=$!
  wait -n "$SERVER" "$reader" "$timer" || true
  kill "$reader" "$timer" 2>/dev/null || true
}
