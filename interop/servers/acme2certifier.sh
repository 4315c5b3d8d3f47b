#!/usr/bin/env bash
# acme2certifier.sh PORT: see README.md here.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/common.sh"
"$PYTHON" -c 'import acme2certifier' || { echo "acme2certifier is missing: pip install acme2certifier" >&2; exit 69; }
https_certificate
authority ca "test issuing CA"
# Its openssl handler wants a CRL before it signs.
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=30\n' > crl.cnf
: > index.txt
echo 01 > crlnumber
openssl ca -gencrl -config crl.cnf -keyfile ca.key -cert ca.crt -out ca.crl 2>/dev/null
mkdir certificates
printf '{"%s": "%s"}\n' "$KID" "$HMAC_KEY" > eab.json
cat > acme_srv.cfg <<CFG
[DEFAULT]
debug: False
[Nonce]
nonce_check_disable: False
[DBhandler]
handler_module: acme2certifier.dbhandlers.wsgi_handler
dbfile: $HERE/acme_srv.db
[CAhandler]
handler_module: acme2certifier.cahandlers.openssl_ca_handler
issuing_ca_key: $HERE/ca.key
issuing_ca_cert: $HERE/ca.crt
issuing_ca_crl: $HERE/ca.crl
cert_save_path: $HERE/certificates
ca_cert_chain_list: ["$HERE/ca.crt"]
cert_validity_days: 30
[EABhandler]
eab_handler_module: acme2certifier.eabhandlers.json_handler
key_file: $HERE/eab.json
[Challenge]
challenge_validation_disable: True
[Certificate]
revocation_reason_check_disable: False
[Order]
tnauthlist_support: False
[Directory]
CFG
cat > serve.py <<'PY'
import socketserver
import ssl
import sys
import wsgiref.simple_server as simple

from acme2certifier.share.acme2certifier_wsgi import application, get_handler_cls


class Server(socketserver.ThreadingMixIn, simple.WSGIServer):
    daemon_threads = True


def over_https(environment, start):
    environment["wsgi.url_scheme"], environment["HTTPS"] = "https", "on"
    return application(environment, start)


server = simple.make_server("127.0.0.1", int(sys.argv[1]), over_https, server_class=Server, handler_class=get_handler_cls())
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("tls.crt", "tls.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
PY
# The risk is that of challenges which are not validated.
ACME2CERTIFIER_I_KNOW_THE_RISK=1 ACME_SRV_CONFIGFILE="$HERE/acme_srv.cfg" ACME2CERTIFIER_BASE_DIR="$HERE" \
  "$PYTHON" serve.py "$1" > server.log 2>&1 </dev/null &
SERVER=$!
await "https://127.0.0.1:$1/directory" server.log
linger
