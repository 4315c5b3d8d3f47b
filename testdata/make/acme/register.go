// Registers an account with a binding, by golang.org/x/crypto/acme: register.go ACCOUNT_KEY.pem
// The server is that of capture.py; kid and HMAC key are those of make_eab.py.
package main

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"os"

	"golang.org/x/crypto/acme"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	secret := make([]byte, 64)
	for index := range secret {
		secret[index] = byte(index)
	}
	client := &acme.Client{Key: key.(crypto.Signer), DirectoryURL: "http://127.0.0.1:14480/directory"}
	account := &acme.Account{
		Contact:                []string{"mailto:a@example.com"},
		ExternalAccountBinding: &acme.ExternalAccountBinding{KID: "kid-1", Key: secret},
	}
	if _, err := client.Register(context.Background(), account, acme.AcceptTOS); err != nil {
		panic(err)
	}
}
