// usage: go run pkcs7.go des|aes128|aes256|gcm128|gcm256 CERT|psk:HEX IN OUT
// EnvelopedData, or EncryptedData with a key, as github.com/fullsailor/pkcs7 writes them.
package main

import (
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"os"
	"strings"

	"github.com/fullsailor/pkcs7"
)

func main() {
	pkcs7.ContentEncryptionAlgorithm = map[string]int{
		"des":    pkcs7.EncryptionAlgorithmDESCBC,
		"aes128": pkcs7.EncryptionAlgorithmAES128CBC,
		"aes256": pkcs7.EncryptionAlgorithmAES256CBC,
		"gcm128": pkcs7.EncryptionAlgorithmAES128GCM,
		"gcm256": pkcs7.EncryptionAlgorithmAES256GCM,
	}[os.Args[1]]
	content, err := os.ReadFile(os.Args[3])
	check(err)
	var out []byte
	if strings.HasPrefix(os.Args[2], "psk:") {
		key, err := hex.DecodeString(os.Args[2][4:])
		check(err)
		out, err = pkcs7.EncryptUsingPSK(content, key)
		check(err)
	} else {
		text, err := os.ReadFile(os.Args[2])
		check(err)
		block, _ := pem.Decode(text)
		certificate, err := x509.ParseCertificate(block.Bytes)
		check(err)
		out, err = pkcs7.Encrypt(content, []*x509.Certificate{certificate})
		check(err)
	}
	check(os.WriteFile(os.Args[4], out, 0o600))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
