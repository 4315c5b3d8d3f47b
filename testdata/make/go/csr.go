// A certificate request by Go's crypto/x509. usage: go run csr.go rsa|ec|ed25519 OUT
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"net"
	"net/url"
	"os"
)

func main() {
	var key crypto.Signer
	var err error
	switch os.Args[1] {
	case "rsa":
		key, err = rsa.GenerateKey(rand.Reader, 2048)
	case "ec":
		key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	default:
		_, key, err = ed25519.GenerateKey(rand.Reader)
	}
	check(err)
	uri, err := url.Parse("spiffe://a.example/workload")
	check(err)
	template := x509.CertificateRequest{
		Subject: pkix.Name{Country: []string{"DE"}, Organization: []string{"Example"}, OrganizationalUnit: []string{"a", "b"},
			StreetAddress: []string{"Some Street 1"}, PostalCode: []string{"12345"}, SerialNumber: "0815", CommonName: "device-1"},
		DNSNames: []string{"a.example", "*.b.example"}, EmailAddresses: []string{"a@b.example"}, URIs: []*url.URL{uri},
		IPAddresses: []net.IP{net.ParseIP("192.0.2.7"), net.ParseIP("2001:db8::1")},
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &template, key)
	check(err)
	check(os.WriteFile(os.Args[2], pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), 0o644))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
