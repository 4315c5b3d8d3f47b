// PKCS#12 by go-pkcs12, password "secret". usage: go run make/go/p12.go encode|trust OUT NAME
package main

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"

	"software.sslmate.com/src/go-pkcs12"
)

func main() {
	var chain []*x509.Certificate
	for _, name := range []string{"intermediate", "root"} {
		chain = append(chain, certificate(name))
	}
	var out []byte
	var err error
	if os.Args[1] == "trust" {
		out, err = pkcs12.EncodeTrustStore(rand.Reader, chain, "secret")
	} else {
		var key interface{}
		key, err = x509.ParsePKCS8PrivateKey(block(os.Args[3] + ".key"))
		check(err)
		out, err = pkcs12.Encode(rand.Reader, key, certificate(os.Args[3]), chain, "secret")
	}
	check(err)
	check(os.WriteFile(os.Args[2], out, 0o600))
}

func certificate(name string) *x509.Certificate {
	found, err := x509.ParseCertificate(block(name + ".cert"))
	check(err)
	return found
}

func block(name string) []byte {
	text, err := os.ReadFile("keys/" + name + ".pem")
	check(err)
	found, _ := pem.Decode(text)
	return found.Bytes
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
