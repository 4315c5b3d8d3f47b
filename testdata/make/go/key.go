// A new private key by Go's standard library. usage: go run make/go/key.go ec|rsa|ed25519 OUT
package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
)

func main() {
	var out []byte
	switch os.Args[1] {
	case "ec":
		key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
		check(err)
		out, err = x509.MarshalECPrivateKey(key)
		check(err)
	case "rsa":
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		check(err)
		out = pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	case "ed25519":
		_, key, err := ed25519.GenerateKey(rand.Reader)
		check(err)
		out, err = x509.MarshalPKCS8PrivateKey(key)
		check(err)
	}
	check(os.WriteFile(os.Args[2], out, 0o600))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
