// node-forge: encrypted keys and PKCS#12, password "secret".
// usage: node make/forge.js pkcs8 ALGORITHM KEY.pem OUT            aes128 aes192 aes256 3des
//        node make/forge.js dek ALGORITHM KEY.pem OUT              AES-128-CBC DES-EDE3-CBC ...
//        node make/forge.js pkcs1 - KEY.pem OUT
//        node make/forge.js p12 ALGORITHM KEY.pem OUT CERT.pem...  3des aes128 aes192 aes256
const fs = require('fs');
const forge = require('node-forge');

const [form, algorithm, keyFile, out, ...certFiles] = process.argv.slice(2);
const key = forge.pki.privateKeyFromPem(fs.readFileSync(keyFile, 'utf8'));

function make() {
  switch (form) {
    case 'pkcs8': {
      const info = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));
      return forge.pki.encryptedPrivateKeyToPem(forge.pki.encryptPrivateKeyInfo(info, 'secret', { algorithm }));
    }
    case 'dek':
      return forge.pki.encryptRsaPrivateKey(key, 'secret', { legacy: true, algorithm: algorithm.toLowerCase().replace('-cbc', '').replace(/-/g, '').replace('desede3', '3des') });
    case 'pkcs1':
      return forge.pki.privateKeyToPem(key);
    case 'p12': {
      const certificates = certFiles.flatMap((file) => forge.pem.decode(fs.readFileSync(file, 'utf8')))
        .map((block) => forge.pki.certificateFromAsn1(forge.asn1.fromDer(block.body)));
      const p12 = forge.pkcs12.toPkcs12Asn1(key, certificates, 'secret', { algorithm, friendlyName: 'device' });
      return forge.asn1.toDer(p12).getBytes();
    }
  }
}

fs.writeFileSync(out, make(), form === 'p12' ? 'binary' : 'utf8');
