import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.KEKIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.util.encoders.Hex;

/**
 * CMS files as Bouncy Castle writes them.
 *
 * usage: BcCms KIND [OPTION VALUE]... IN OUT
 * KIND: enveloped auth-enveloped authenticated encrypted compressed signed certs-only
 *   --cipher NAME       a constant of CMSAlgorithm (AES256_CBC) or an OID, with ":bits" if the key size is free
 *   --stream N          the *StreamGenerator (indefinite lengths), OCTET STRINGs of N bytes, input written N bytes at a time
 *   --encoding BER|DER|DL   of what the generator without a stream gives (BER by default)
 *   --rsa CERT          RSAES-PKCS1-v1_5 to CERT, by issuer and serial
 *   --rsa-ski CERT      the same by the subject key identifier
 *   --oaep HASH:MGFHASH:LABELHEX:CERT
 *   --agree KDF:WRAP    ECDH for the certificates of --ec and --ec-ski that follow (constants of CMSAlgorithm)
 *   --ec CERT, --ec-ski CERT
 *   --ukm HEX           of the key agreement
 *   --kek WRAP:KEYHEX:IDHEX
 *   --password PASSWORD:WRAP:PRF[:ITERATIONS]
 *   --key HEX           the content key (encrypted)
 *   --auth-attribute TEXT, --attribute TEXT    an (un)protected attribute of an (auth-)enveloped content
 *   --signer KEY:CERT:ALGORITHM, --cert CERT   (signed, certs-only)
 */
public class BcCms {
    static String cipher = "AES256_CBC";
    static int stream = 0;
    static String encoding = ASN1Encoding.BER;
    static byte[] ukm;
    static byte[] key;
    static String authAttribute;
    static String attribute;
    static String[] signer;
    static final List<X509Certificate> certificates = new ArrayList<>();
    static final List<RecipientInfoGenerator> recipients = new ArrayList<>();
    static JceKeyAgreeRecipientInfoGenerator agree;
    static String[] agreement;

    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        for (int i = 1; i + 3 < args.length; i += 2) {
            option(args[i], args[i + 1]);
        }
        if (agree != null && ukm != null) {
            agree.setUserKeyingMaterial(ukm);
        }
        byte[] content = Files.readAllBytes(Path.of(args[args.length - 2]));
        Files.write(Path.of(args[args.length - 1]), make(args[0], content));
    }

    static void option(String name, String value) throws Exception {
        switch (name) {
            case "--cipher" -> cipher = value;
            case "--stream" -> stream = Integer.parseInt(value);
            case "--encoding" -> encoding = value;
            case "--ukm" -> ukm = Hex.decode(value);
            case "--key" -> key = Hex.decode(value);
            case "--auth-attribute" -> authAttribute = value;
            case "--attribute" -> attribute = value;
            case "--signer" -> signer = value.split(":");
            case "--cert" -> certificates.add(certificate(value));
            case "--rsa" -> recipients.add(new JceKeyTransRecipientInfoGenerator(certificate(value)).setProvider("BC"));
            case "--rsa-ski" -> {
                X509Certificate to = certificate(value);
                recipients.add(new JceKeyTransRecipientInfoGenerator(ski(to), to.getPublicKey()).setProvider("BC"));
            }
            case "--oaep" -> {
                String[] part = value.split(":");
                OAEPParameterSpec spec = new OAEPParameterSpec(part[0], "MGF1",
                    new MGF1ParameterSpec(part[1]), new PSource.PSpecified(Hex.decode(part[2])));
                AlgorithmIdentifier oaep = new JcaAlgorithmParametersConverter().getAlgorithmIdentifier(
                    CMSAlgorithm.RSA_OAEP, spec);
                recipients.add(new JceKeyTransRecipientInfoGenerator(certificate(part[3]), oaep).setProvider("BC"));
            }
            case "--agree" -> agreement = value.split(":");
            case "--ec" -> agreeWith(certificate(value)).addRecipient(certificate(value));
            case "--ec-ski" -> {
                X509Certificate to = certificate(value);
                agreeWith(to).addRecipient(ski(to), to.getPublicKey());
            }
            case "--kek" -> {
                String[] part = value.split(":");
                recipients.add(new JceKEKRecipientInfoGenerator(new KEKIdentifier(Hex.decode(part[2]), null, null),
                    new SecretKeySpec(Hex.decode(part[1]), part[0])).setProvider("BC"));
            }
            case "--password" -> {
                String[] part = value.split(":");
                JcePasswordRecipientInfoGenerator to =
                    new JcePasswordRecipientInfoGenerator(algorithm(part[1]), part[0].toCharArray());
                to.setPRF((PasswordRecipient.PRF) PasswordRecipient.PRF.class.getField(part[2]).get(null));
                if (part.length > 3) {
                    to.setSaltAndIterationCount(Hex.decode("6b657962756e646c6531"), Integer.parseInt(part[3]));
                }
                recipients.add(to.setProvider("BC"));
            }
            default -> throw new IllegalArgumentException(name);
        }
    }

    /** One KeyAgreeRecipientInfo takes all recipients of --agree: one ephemeral key, several encrypted keys. */
    static JceKeyAgreeRecipientInfoGenerator agreeWith(X509Certificate to) throws Exception {
        if (agree == null) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "BC");
            generator.initialize(((java.security.interfaces.ECPublicKey) to.getPublicKey()).getParams());
            KeyPair sender = generator.generateKeyPair();
            agree = new JceKeyAgreeRecipientInfoGenerator(algorithm(agreement[0]), sender.getPrivate(),
                sender.getPublic(), algorithm(agreement[1]));
            agree.setProvider("BC");
            recipients.add(agree);
        }
        return agree;
    }

    static byte[] make(String kind, byte[] content) throws Exception {
        switch (kind) {
            case "enveloped": return enveloped(content);
            case "auth-enveloped": return authEnveloped(content);
            case "authenticated": return authenticated(content);
            case "encrypted":
                return new CMSEncryptedDataGenerator().generate(new CMSProcessableByteArray(content), encryptor())
                    .toASN1Structure().getEncoded(encoding);
            case "compressed": return compressed(content);
            case "signed": return signed(content, true);
            case "certs-only": return signed(content, false);
            default: throw new IllegalArgumentException(kind);
        }
    }

    static byte[] enveloped(byte[] content) throws Exception {
        if (stream == 0) {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            prepare(generator);
            return generator.generate(new CMSProcessableByteArray(content), encryptor()).toASN1Structure()
                .getEncoded(encoding);
        }
        CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
        generator.setBufferSize(stream);
        prepare(generator);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(generator.open(out, encryptor()), content);
        return out.toByteArray();
    }

    static byte[] authEnveloped(byte[] content) throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        for (RecipientInfoGenerator recipient : recipients) {
            generator.addRecipientInfoGenerator(recipient);
        }
        if (authAttribute != null) {
            AttributeTable table = table(authAttribute);
            generator.setAuthenticatedAttributeGenerator(parameters -> table);
        }
        if (attribute != null) {
            AttributeTable table = table(attribute);
            generator.setUnauthenticatedAttributeGenerator(parameters -> table);
        }
        return generator.generate(new CMSProcessableByteArray(content), (OutputAEADEncryptor) encryptor())
            .toASN1Structure().getEncoded(encoding);
    }

    /** AuthenticatedData (RFC 5652 §9): a MAC, and no secrecy. */
    static byte[] authenticated(byte[] content) throws Exception {
        CMSAuthenticatedDataGenerator generator = new CMSAuthenticatedDataGenerator();
        for (RecipientInfoGenerator recipient : recipients) {
            generator.addRecipientInfoGenerator(recipient);
        }
        return generator.generate(new CMSProcessableByteArray(content),
            new JceCMSMacCalculatorBuilder(PKCSObjectIdentifiers.id_hmacWithSHA256).setProvider("BC").build()).toASN1Structure().getEncoded(encoding);
    }

    static byte[] compressed(byte[] content) throws Exception {
        if (stream == 0) {
            return new CMSCompressedDataGenerator().generate(new CMSProcessableByteArray(content), new ZlibCompressor())
                .toASN1Structure().getEncoded(encoding);
        }
        CMSCompressedDataStreamGenerator generator = new CMSCompressedDataStreamGenerator();
        generator.setBufferSize(stream);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(generator.open(out, new ZlibCompressor()), content);
        return out.toByteArray();
    }

    static byte[] signed(byte[] content, boolean encapsulate) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        CMSSignedDataStreamGenerator streaming = new CMSSignedDataStreamGenerator();
        if (signer != null) {
            SignerInfoGenerator info = new JcaSignerInfoGeneratorBuilder(
                new JcaDigestCalculatorProviderBuilder().setProvider("BC").build())
                .build(new JcaContentSignerBuilder(signer[2]).setProvider("BC").build(privateKey(signer[0])),
                    certificate(signer[1]));
            generator.addSignerInfoGenerator(info);
            streaming.addSignerInfoGenerator(info);
        }
        JcaCertStore store = new JcaCertStore(certificates);
        if (stream == 0) {
            generator.addCertificates(store);
            CMSTypedData data = encapsulate ? new CMSProcessableByteArray(content) : new CMSAbsentContent();
            return generator.generate(data, encapsulate).toASN1Structure().getEncoded(encoding);
        }
        streaming.addCertificates(store);
        streaming.setBufferSize(stream);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(streaming.open(out, encapsulate), content);
        return out.toByteArray();
    }

    static void prepare(CMSEnvelopedGenerator generator) {
        for (RecipientInfoGenerator recipient : recipients) {
            generator.addRecipientInfoGenerator(recipient);
        }
        if (attribute != null) {
            AttributeTable table = table(attribute);
            generator.setUnprotectedAttributeGenerator(parameters -> table);
        }
    }

    static AttributeTable table(String text) {
        Hashtable<ASN1ObjectIdentifier, Attribute> attributes = new Hashtable<>();
        ASN1ObjectIdentifier type = new ASN1ObjectIdentifier("2.5.4.13");
        attributes.put(type, new Attribute(type, new DERSet(new DERUTF8String(text))));
        return new AttributeTable(attributes);
    }

    static OutputEncryptor encryptor() throws Exception {
        String[] part = cipher.split(":");
        if (key != null) {
            return new FixedKeyEncryptor(algorithm(part[0]), key);
        }
        JceCMSContentEncryptorBuilder builder = part.length > 1
            ? new JceCMSContentEncryptorBuilder(algorithm(part[0]), Integer.parseInt(part[1]))
            : new JceCMSContentEncryptorBuilder(algorithm(part[0]));
        return builder.setProvider("BC").build();
    }

    /** EncryptedData has no recipients: the key is agreed on elsewhere, so it has to be given. */
    static class FixedKeyEncryptor implements OutputEncryptor {
        final javax.crypto.Cipher cipher;
        final AlgorithmIdentifier identifier;
        final byte[] key;

        FixedKeyEncryptor(ASN1ObjectIdentifier algorithm, byte[] key) throws Exception {
            this.key = key;
            cipher = javax.crypto.Cipher.getInstance(algorithm.getId(), "BC");
            cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, new SecretKeySpec(key, algorithm.getId()));
            identifier = new AlgorithmIdentifier(algorithm, new DEROctetString(cipher.getIV()));
        }

        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return identifier;
        }

        public OutputStream getOutputStream(OutputStream out) {
            return new javax.crypto.CipherOutputStream(out, cipher);
        }

        public org.bouncycastle.operator.GenericKey getKey() {
            return new org.bouncycastle.operator.GenericKey(identifier, key);
        }
    }

    static void write(OutputStream out, byte[] content) throws Exception {
        InputStream in = new ByteArrayInputStream(content);
        byte[] buffer = new byte[stream];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        out.close();
    }

    static ASN1ObjectIdentifier algorithm(String name) throws Exception {
        if (name.contains(".")) {
            return new ASN1ObjectIdentifier(name);
        }
        Field field = CMSAlgorithm.class.getField(name);
        return (ASN1ObjectIdentifier) field.get(null);
    }

    static byte[] ski(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue("2.5.29.14");
        return SubjectKeyIdentifier.getInstance(DEROctetString.getInstance(extension).getOctets()).getKeyIdentifier();
    }

    static X509Certificate certificate(String path) throws Exception {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509", "BC").generateCertificate(in);
        }
    }

    static PrivateKey privateKey(String path) throws Exception {
        PEMParser parser = new PEMParser(new StringReader(Files.readString(Path.of(path))));
        return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
}
