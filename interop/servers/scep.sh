#!/usr/bin/env bash
# scep.sh PORT FOLDER...: see README.md here.
set -euo pipefail
command -v scepserver >/dev/null || { echo "scepserver is missing: apt-get install scep" >&2; exit 69; }
# It binds every address: in a network of its own, where the system lets us have one.
if [ -z "${SCEP_ALONE:-}" ] && unshare -rn ip link set lo up 2>/dev/null; then
  SCEP_ALONE=1 exec unshare -rn "$(readlink -f "$0")" "$@"
fi
[ -z "${SCEP_ALONE:-}" ] || ip link set lo up
. "$(dirname "$(readlink -f "$0")")/common.sh"
port=$1
shift
scepserver ca -init -depot depot >ca.log 2>&1 || { cat ca.log >&2; exit 70; }
scepserver -depot depot -port "$port" -challenge "$CHALLENGE" >server.log 2>&1 </dev/null &
SERVER=$!
for _ in $(seq 1 150); do
  kill -0 "$SERVER" 2>/dev/null || { tail -n 20 server.log >&2; SERVER=; exit 70; }
  curl -fsS "http://127.0.0.1:$port/scep?operation=GetCACaps" >/dev/null 2>&1 && break
  sleep 0.1
done
cp depot/ca.pem "$1/../ca.pem"
for folder in "$@"; do
  status=0
  timeout 30 scepclient -server-url "http://127.0.0.1:$port/scep" -private-key "$folder/key.pem" \
    -certificate "$folder/certificate.pem" >"$folder/log" 2>&1 || status=$?
  echo "$status $folder"
done
