// OpenSSL's old encrypted PEM by Go's x509.EncryptPEMBlock, password "secret". usage: go run make/go/dek.go aes256|des3 OUT NAME
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
)

func main() {
	text, err := os.ReadFile("keys/" + os.Args[3] + ".key.pem")
	check(err)
	found, _ := pem.Decode(text)
	key, err := x509.ParsePKCS8PrivateKey(found.Bytes)
	check(err)
	cipher := x509.PEMCipherAES256
	if os.Args[1] == "des3" {
		cipher = x509.PEMCipher3DES
	}
	plain := x509.MarshalPKCS1PrivateKey(key.(*rsa.PrivateKey))
	block, err := x509.EncryptPEMBlock(rand.Reader, "RSA PRIVATE KEY", plain, []byte("secret"), cipher)
	check(err)
	check(os.WriteFile(os.Args[2], pem.EncodeToMemory(block), 0o600))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
