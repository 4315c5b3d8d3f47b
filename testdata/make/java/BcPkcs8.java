import java.io.FileReader;
import java.io.FileWriter;
import java.security.SecureRandom;
import java.security.Security;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * Encrypted keys by Bouncy Castle, password "secret".
 * usage: BcPkcs8 pem|dek|plain|pbes2|scrypt ALGORITHM KEY.pem OUT
 *   pem    PKCS#8 through JceOpenSSLPKCS8EncryptorBuilder, ALGORITHM an OID or a field of PKCS8Generator
 *   dek    the old PEM of OpenSSL through JcePEMEncryptorBuilder, ALGORITHM as in DEK-Info
 *   plain  what JcaPEMWriter makes of the private key (ALGORITHM -)
 *   pbes2  PKCS#8 through JcePKCSPBEOutputEncryptorBuilder, ALGORITHM "cipher OID" or "cipher OID/PRF OID"
 *   scrypt as pbes2, with scrypt
 */
public class BcPkcs8 {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        PrivateKeyInfo info;
        try (PEMParser parser = new PEMParser(new FileReader(args[2]))) {
            info = (PrivateKeyInfo) parser.readObject();
        }
        char[] password = "secret".toCharArray();
        Object out;
        switch (args[0]) {
            case "pem": {
                JceOpenSSLPKCS8EncryptorBuilder builder = new JceOpenSSLPKCS8EncryptorBuilder(oid(args[1]));
                OutputEncryptor encryptor = builder.setProvider("BC").setPassword(password).build();
                out = new PKCS8Generator(info, encryptor);
                break;
            }
            case "pbes2":
            case "scrypt": {
                String[] parts = args[1].split("/");
                ASN1ObjectIdentifier cipher = new ASN1ObjectIdentifier(parts[0]);
                JcePKCSPBEOutputEncryptorBuilder builder = args[0].equals("scrypt")
                    ? new JcePKCSPBEOutputEncryptorBuilder(new ScryptConfig.Builder(4096, 8, 1).withSaltLength(20).build(), cipher)
                    : new JcePKCSPBEOutputEncryptorBuilder(cipher);
                if (parts.length > 1) {
                    builder.setPRF(new AlgorithmIdentifier(new ASN1ObjectIdentifier(parts[1]), DERNull.INSTANCE));
                }
                out = new PKCS8EncryptedPrivateKeyInfoBuilder(info).build(builder.setProvider("BC").build(password));
                break;
            }
            default:
                out = new JcaPEMKeyConverter().setProvider("BC").getPrivateKey(info);
        }
        try (JcaPEMWriter writer = new JcaPEMWriter(new FileWriter(args[3]))) {
            if (args[0].equals("dek")) {
                writer.writeObject(out, new JcePEMEncryptorBuilder(args[1]).setProvider("BC").build(password));
            } else {
                writer.writeObject(out);
            }
        }
    }

    private static ASN1ObjectIdentifier oid(String name) throws Exception {
        return Character.isDigit(name.charAt(0))
            ? new ASN1ObjectIdentifier(name)
            : (ASN1ObjectIdentifier) PKCS8Generator.class.getField(name).get(null);
    }
}
