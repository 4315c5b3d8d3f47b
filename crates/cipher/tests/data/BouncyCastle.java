// Writes bouncy_castle.txt: what the openssl command can't make.
// usage: java -cp /usr/share/java/bcprov.jar:/usr/share/java/bcpkix.jar:/usr/share/java/bcutil.jar BouncyCastle.java > bouncy_castle.txt
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.*;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.bc.BCObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.*;
import org.bouncycastle.crypto.digests.*;
import org.bouncycastle.crypto.engines.*;
import org.bouncycastle.crypto.modes.*;
import org.bouncycastle.crypto.params.*;
import org.bouncycastle.crypto.util.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.encoders.Hex;

public class BouncyCastle {
    static final byte[] PLAIN =
        "the quick brown fox jumps over the lazy dog, and again".getBytes(StandardCharsets.US_ASCII);

    static byte[] count(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (from + i);
        return bytes;
    }

    static String hex(byte[] bytes) { return bytes.length == 0 ? "-" : Hex.toHexString(bytes); }

    static String identifier(String oid, ASN1Encodable parameters) throws Exception {
        AlgorithmIdentifier id = parameters == null
            ? new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid))
            : new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid), parameters);
        return hex(id.getEncoded("DER"));
    }

    // content NAME IDENTIFIER KEY LENGTH-OF-ADDITIONAL-DATA (bytes 0, 1, 2 …) = CIPHERTEXT AND TAG
    static void aead(String name, AEADBlockCipher mode, String oid, int keySize, int nonceSize, int tagSize, int aadSize)
        throws Exception {
        byte[] key = count(0x40, keySize), nonce = count(0x10, nonceSize);
        mode.init(true, new AEADParameters(new KeyParameter(key), tagSize * 8, nonce));
        byte[] aad = count(0, aadSize);
        mode.processAADBytes(aad, 0, aad.length);
        byte[] out = new byte[mode.getOutputSize(PLAIN.length)];
        int length = mode.processBytes(PLAIN, 0, PLAIN.length, out, 0);
        mode.doFinal(out, length);
        ASN1EncodableVector parameters = new ASN1EncodableVector();
        parameters.add(new DEROctetString(nonce));
        if (tagSize != 12) parameters.add(new ASN1Integer(tagSize));
        System.out.println("content " + name + " " + identifier(oid, new DERSequence(parameters)) + " " + hex(key) + " "
            + aadSize + " = " + hex(out));
    }

    static void chacha() throws Exception {
        byte[] key = count(0x40, 32), nonce = count(0x10, 12), aad = count(0, 21);
        ChaCha20Poly1305 mode = new ChaCha20Poly1305();
        mode.init(true, new AEADParameters(new KeyParameter(key), 128, nonce));
        mode.processAADBytes(aad, 0, aad.length);
        byte[] out = new byte[mode.getOutputSize(PLAIN.length)];
        int length = mode.processBytes(PLAIN, 0, PLAIN.length, out, 0);
        mode.doFinal(out, length);
        System.out.println("content chacha20-poly1305 "
            + identifier("1.2.840.113549.1.9.16.3.18", new DEROctetString(nonce)) + " " + hex(key) + " 21 = " + hex(out));
    }

    static void block(String name, String oid, String jce, int keySize, AlgorithmParameters parameters, byte[] iv)
        throws Exception {
        byte[] key = count(0x40, keySize);
        Cipher cipher = Cipher.getInstance(jce, "BC");
        SecretKeySpec spec = new SecretKeySpec(key, jce.split("/")[0]);
        ASN1Encodable encoded;
        if (parameters != null) {
            cipher.init(Cipher.ENCRYPT_MODE, spec, parameters);
            encoded = ASN1Primitive.fromByteArray(parameters.getEncoded("ASN.1"));
        } else {
            cipher.init(Cipher.ENCRYPT_MODE, spec, new IvParameterSpec(iv));
            AlgorithmParameters own = cipher.getParameters();
            encoded = ASN1Primitive.fromByteArray(own.getEncoded("ASN.1"));
        }
        System.out.println("content " + name + " " + identifier(oid, encoded) + " " + hex(key) + " 0 = "
            + hex(cipher.doFinal(PLAIN)));
    }

    static void rc2(int bits, int keySize) throws Exception {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RC2", "BC");
        parameters.init(new RC2ParameterSpec(bits, count(0x10, 8)));
        block("rc2-cbc", "1.2.840.113549.3.2", "RC2/CBC/PKCS7Padding", keySize, parameters, null);
    }

    // wrap NAME IDENTIFIER KEK KEY = WRAPPED
    static void wrap(String name, Wrapper engine, String oid, ASN1Encodable parameters, int kekSize, byte[] key)
        throws Exception {
        byte[] kek = count(0x40, kekSize);
        engine.init(true, new ParametersWithRandom(new KeyParameter(kek), new SecureRandom()));
        System.out.println("wrap " + name + " " + identifier(oid, parameters) + " " + hex(kek) + " " + hex(key) + " = "
            + hex(engine.wrap(key, 0, key.length)));
    }

    static void plainWrap(String name, Wrapper engine, String oid, int kekSize, int keySize) throws Exception {
        byte[] kek = count(0x40, kekSize), key = count(0x90, keySize);
        engine.init(true, new KeyParameter(kek));
        System.out.println("wrap " + name + " " + identifier(oid, null) + " " + hex(kek) + " " + hex(key) + " = "
            + hex(engine.wrap(key, 0, key.length)));
    }

    // password NAME IDENTIFIER = CIPHERTEXT, the password is "Grüße"
    static void password(String name, ASN1ObjectIdentifier oid, PBKDFConfig config) throws Exception {
        JcePKCSPBEOutputEncryptorBuilder builder = config == null
            ? new JcePKCSPBEOutputEncryptorBuilder(oid) : new JcePKCSPBEOutputEncryptorBuilder(config, oid);
        if (config == null) builder.setIterationCount(100);
        OutputEncryptor encryptor = builder.setProvider("BC").build("Gr\u00fc\u00dfe".toCharArray());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encryptor.getOutputStream(bytes)) { out.write(PLAIN); }
        System.out.println("password " + name + " " + hex(encryptor.getAlgorithmIdentifier().getEncoded("DER")) + " = "
            + hex(bytes.toByteArray()));
    }

    // The PBE ciphers of the provider, which take the password by the derivation of PKCS #12.
    static void provider(String jce, String oid) throws Exception {
        byte[] salt = count(0x20, 16);
        Cipher cipher = Cipher.getInstance(jce, "BC");
        javax.crypto.SecretKey key = javax.crypto.SecretKeyFactory.getInstance(jce, "BC")
            .generateSecret(new javax.crypto.spec.PBEKeySpec("Gr\u00fc\u00dfe".toCharArray()));
        cipher.init(Cipher.ENCRYPT_MODE, key, new javax.crypto.spec.PBEParameterSpec(salt, 100));
        ASN1EncodableVector parameters = new ASN1EncodableVector();
        parameters.add(new DEROctetString(salt));
        parameters.add(new ASN1Integer(100));
        System.out.println("password " + jce + " " + identifier(oid, new DERSequence(parameters)) + " = "
            + hex(cipher.doFinal(PLAIN)));
    }

    // pem DEK-INFO = CIPHERTEXT, the password is "secret". The provider gives ECB an IV, for its first 8 bytes are the salt.
    static void pem(String name) throws Exception {
        PEMEncryptor encryptor = new JcePEMEncryptorBuilder(name).setProvider("BC").build("secret".toCharArray());
        byte[] out = encryptor.encrypt(PLAIN);
        System.out.println("pem " + encryptor.getAlgorithm() + "," + hex(encryptor.getIV()) + " = " + hex(out));
    }

    static BlockCipher engine(String name) {
        switch (name) {
            case "camellia": return new CamelliaEngine();
            case "aria": return new ARIAEngine();
            case "sm4": return new SM4Engine();
            default: return new AESEngine();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        System.out.println("# Bouncy Castle " + new BouncyCastleProvider().getVersionStr() + ", java -cp … BouncyCastle.java");
        System.out.println("plain = " + hex(PLAIN));
        String[] names = {"aes", "camellia", "aria"};
        String[] gcm = {"2.16.840.1.101.3.4.1.%d6", "0.3.4401.5.3.1.9.%d6", "1.2.410.200046.1.1.%d"};
        String[] ccm = {"2.16.840.1.101.3.4.1.%d7", "0.3.4401.5.3.1.9.%d7", "1.2.410.200046.1.1.%d"};
        for (int n = 0; n < names.length; n++) {
            for (int size = 0; size < 3; size++) {
                int bytes = 16 + 8 * size;
                String arc = size == 0 ? "" : "" + 2 * size;
                String g = n == 2 ? "1.2.410.200046.1.1." + (34 + size) : gcm[n].replace("%d", arc);
                String c = n == 2 ? "1.2.410.200046.1.1." + (37 + size) : ccm[n].replace("%d", arc);
                aead(names[n] + "-" + bytes * 8 + "-gcm", new GCMBlockCipher(engine(names[n])), g, bytes, 12, 16, 20);
                aead(names[n] + "-" + bytes * 8 + "-ccm", new CCMBlockCipher(engine(names[n])), c, bytes, 13, 16, 20);
            }
        }
        aead("sm4-gcm", new GCMBlockCipher(engine("sm4")), "1.2.156.10197.1.104.8", 16, 12, 16, 20);
        aead("sm4-ccm", new CCMBlockCipher(engine("sm4")), "1.2.156.10197.1.104.9", 16, 12, 16, 20);
        for (int nonce : new int[] {1, 8, 11, 13, 16, 32, 60})
            aead("aes-256-gcm", new GCMBlockCipher(new AESEngine()), "2.16.840.1.101.3.4.1.46", 32, nonce, 12, nonce);
        for (int tag = 12; tag <= 16; tag++)
            aead("aes-128-gcm", new GCMBlockCipher(new AESEngine()), "2.16.840.1.101.3.4.1.6", 16, 12, tag, 0);
        for (int nonce = 7; nonce <= 13; nonce++)
            aead("aes-256-ccm", new CCMBlockCipher(new AESEngine()), "2.16.840.1.101.3.4.1.47", 32, nonce, 12, nonce);
        for (int tag = 4; tag <= 16; tag += 2)
            aead("aes-128-ccm", new CCMBlockCipher(new AESEngine()), "2.16.840.1.101.3.4.1.7", 16, 12, tag, 14);
        for (int aad : new int[] {0, 1, 14, 15, 30, 31, 65279, 65280, 70000})
            aead("aes-192-ccm", new CCMBlockCipher(new AESEngine()), "2.16.840.1.101.3.4.1.27", 24, 11, 8, aad);
        chacha();
        block("idea-cbc", "1.3.6.1.4.1.188.7.1.1.2", "IDEA/CBC/PKCS7Padding", 16, null, count(0x10, 8));
        block("cast5-cbc", "1.2.840.113533.7.66.10", "CAST5/CBC/PKCS7Padding", 16, null, count(0x10, 8));
        block("cast5-cbc", "1.2.840.113533.7.66.10", "CAST5/CBC/PKCS7Padding", 5, null, count(0x10, 8));
        block("bf-cbc", "1.3.6.1.4.1.3029.1.2", "Blowfish/CBC/PKCS7Padding", 16, null, count(0x10, 8));
        block("bf-cbc", "1.3.6.1.4.1.3029.1.2", "Blowfish/CBC/PKCS7Padding", 56, null, count(0x10, 8));
        block("seed-cbc", "1.2.410.200004.1.4", "SEED/CBC/PKCS7Padding", 16, null, count(0x10, 16));
        block("des-ede3-cbc", "1.2.840.113549.3.7", "DESede/CBC/PKCS7Padding", 16, null, count(0x10, 8));
        for (int bits : new int[] {32, 40, 48, 56, 63, 64, 80, 96, 104, 120, 128, 160, 255, 256, 512, 1024})
            rc2(bits, Math.max(5, (bits + 7) / 8));
        rc2(40, 16);
        for (int size = 0; size < 3; size++) {
            int bytes = 16 + 8 * size;
            plainWrap("aes-" + bytes * 8 + "-wrap", new AESWrapEngine(),
                "2.16.840.1.101.3.4.1." + (5 + 20 * size), bytes, 32);
            plainWrap("camellia-" + bytes * 8 + "-wrap", new CamelliaWrapEngine(),
                "1.2.392.200011.61.1.1.3." + (2 + size), bytes, 24);
            plainWrap("aria-" + bytes * 8 + "-wrap", new ARIAWrapEngine(), "1.2.410.200046.1.1." + (40 + size), bytes, 16);
            for (int length : new int[] {1, 7, 8, 9, 16, 20, 33})
                plainWrap("aes-" + bytes * 8 + "-wrap-pad", new AESWrapPadEngine(),
                    "2.16.840.1.101.3.4.1." + (8 + 20 * size), bytes, length);
        }
        wrap("des-ede3-wrap", new DESedeWrapEngine(), "1.2.840.113549.1.9.16.3.6", DERNull.INSTANCE, 24, count(0x31, 24));
        for (int length : new int[] {5, 7, 8, 16})
            wrap("rc2-wrap", new RC2WrapEngine(), "1.2.840.113549.1.9.16.3.7", new ASN1Integer(58), 16, count(0x31, length));
        password("pbkdf2 sha3-256", NISTObjectIdentifiers.id_aes256_CBC, new PBKDF2Config.Builder()
            .withIterationCount(100).withSaltLength(40).withPRF(PBKDF2Config.PRF_SHA3_256).build());
        password("pbkdf2 sha3-512", NISTObjectIdentifiers.id_aes128_CBC, new PBKDF2Config.Builder()
            .withIterationCount(100).withPRF(PBKDF2Config.PRF_SHA3_512).build());
        password("pbkdf2 sha-512 gcm", NISTObjectIdentifiers.id_aes256_GCM, new PBKDF2Config.Builder()
            .withIterationCount(100).withPRF(PBKDF2Config.PRF_SHA512).build());
        password("pbkdf2 sha-1 3des", PKCSObjectIdentifiers.des_EDE3_CBC, new PBKDF2Config.Builder()
            .withIterationCount(100).withPRF(PBKDF2Config.PRF_SHA1).build());
        password("scrypt", NISTObjectIdentifiers.id_aes192_CBC, new ScryptConfig.Builder(64, 8, 1).build());
        password("pkcs12 3des", PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, null);
        password("pkcs12 rc2", PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, null);
        password("pkcs12 rc4", PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC4, null);
        for (String name : new String[] {
            "AES-128-CBC", "AES-192-ECB", "AES-256-ECB", "AES-256-CFB", "AES-256-OFB", "DES-CBC", "DES-ECB", "DES-CFB",
            "DES-EDE3", "DES-EDE3-ECB", "DES-EDE3-CBC", "DES-EDE3-CFB", "DES-EDE", "DES-EDE-CBC", "DES-EDE-OFB", "BF-CBC",
            "BF-ECB", "BF-CFB", "BF-OFB", "RC2-CBC", "RC2-40-CBC", "RC2-64-CBC", "RC2-ECB", "RC2-CFB", "RC2-OFB"})
            pem(name);
        for (String hash : new String[] {"SHA", "SHA256"})
            for (int size = 0; size < 3; size++)
                provider("PBEWITH" + hash + "AND" + (128 + 64 * size) + "BITAES-CBC-BC",
                    "1.3.6.1.4.1.22554.1" + (hash.equals("SHA") ? ".1" : ".2.1") + ".2.1." + (2 + 20 * size));
    }
}
