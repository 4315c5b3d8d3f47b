import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.math.BigInteger;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jcajce.PKCS12StoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * PKCS#12 by Bouncy Castle.
 * usage: BcPkcs12 store TYPE ber|der PASSWORD OUT NAME...      a KeyStore with an entry for each NAME of keys/
 *        BcPkcs12 build SCENARIO PASSWORD OUT NAME...          PKCS12PfxPduBuilder; SCENARIO as in encryptor(), or crl
 * PASSWORD "null" is none at all.
 */
public class BcPkcs12 {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        boolean store = args[0].equals("store");
        int shift = store ? 1 : 0;
        char[] password = args[2 + shift].equals("null") ? null : args[2 + shift].toCharArray();
        String out = args[3 + shift];
        List<String> names = List.of(args).subList(4 + shift, args.length);
        if (store) {
            store(args[1], args[2].equals("der"), password, out, names);
        } else {
            build(args[1], password, out, names);
        }
    }

    private static void store(String type, boolean der, char[] password, String out, List<String> names) throws Exception {
        KeyStore store = KeyStore.getInstance(type, "BC");
        store.load(null, null);
        for (String name : names) {
            store.setKeyEntry(name, key(name), null, chain(name));
        }
        if (names.isEmpty()) {
            store.setCertificateEntry("root", certificates("root").get(0));
            store.setCertificateEntry("intermediate", certificates("intermediate").get(0));
        }
        try (FileOutputStream file = new FileOutputStream(out)) {
            if (der) {
                store.store(new PKCS12StoreParameter(file, password, true));
            } else {
                store.store(file, password);
            }
        }
    }

    private static void build(String scenario, char[] password, String out, List<String> names) throws Exception {
        PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
        List<PKCS12SafeBag> bags = new ArrayList<>();
        for (String name : names) {
            DEROctetString id = new DEROctetString(new byte[] {1});
            PKCS12SafeBagBuilder key = new PKCS12SafeBagBuilder(info(name), encryptor(scenario, password));
            key.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name));
            key.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, id);
            builder.addData(key.build());
            boolean leaf = true;
            for (Certificate certificate : chain(name)) {
                PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(new JcaX509CertificateHolder((X509Certificate) certificate));
                if (leaf) {
                    bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, id);
                }
                leaf = false;
                bags.add(bag.build());
            }
        }
        if (scenario.equals("crl")) {
            bags.add(new PKCS12SafeBagBuilder(crl()).build());
        }
        builder.addEncryptedData(encryptor(scenario, password), bags.toArray(new PKCS12SafeBag[0]));
        BcPKCS12MacCalculatorBuilder mac = (scenario.equals("sha512")
            ? new BcPKCS12MacCalculatorBuilder(new SHA512Digest(), new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512))
            : new BcPKCS12MacCalculatorBuilder()).setIterationCount(2048);
        String encoding = scenario.equals("3des") ? ASN1Encoding.BER : ASN1Encoding.DL;
        try (FileOutputStream file = new FileOutputStream(out)) {
            file.write(builder.build(mac, password).getEncoded(encoding));
        }
    }

    private static OutputEncryptor encryptor(String scenario, char[] password) throws Exception {
        JcePKCSPBEOutputEncryptorBuilder builder;
        switch (scenario) {
            case "scrypt":
                builder = new JcePKCSPBEOutputEncryptorBuilder(
                    new ScryptConfig.Builder(2048, 8, 1).withSaltLength(16).build(), NISTObjectIdentifiers.id_aes256_CBC);
                break;
            case "3des":
                builder = new JcePKCSPBEOutputEncryptorBuilder(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC);
                break;
            case "rc4":
                builder = new JcePKCSPBEOutputEncryptorBuilder(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC4);
                break;
            case "sha3":
                builder = new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes128_CBC);
                builder.setPRF(new AlgorithmIdentifier(NISTObjectIdentifiers.id_hmacWithSHA3_256, DERNull.INSTANCE));
                break;
            default:
                builder = new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC);
        }
        if (!scenario.equals("scrypt")) {
            builder.setIterationCount(2048);
        }
        return builder.setProvider("BC").build(password);
    }

    private static X509CRLHolder crl() throws Exception {
        JcaX509CertificateHolder root = new JcaX509CertificateHolder((X509Certificate) certificates("root").get(0));
        X509v2CRLBuilder builder = new X509v2CRLBuilder(root.getSubject(), new Date());
        builder.addCRLEntry(BigInteger.valueOf(4711), new Date(), 0);
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").setProvider("BC").build(key("root")));
    }

    private static Certificate[] chain(String name) throws Exception {
        List<Certificate> chain = new ArrayList<>(certificates(name));
        chain.addAll(certificates("intermediate"));
        chain.addAll(certificates("root"));
        return chain.toArray(new Certificate[0]);
    }

    private static List<Certificate> certificates(String name) throws Exception {
        try (FileInputStream file = new FileInputStream("keys/" + name + ".cert.pem")) {
            return new ArrayList<>(CertificateFactory.getInstance("X.509", "BC").generateCertificates(file));
        }
    }

    private static PrivateKeyInfo info(String name) throws Exception {
        try (PEMParser parser = new PEMParser(new FileReader("keys/" + name + ".key.pem"))) {
            return (PrivateKeyInfo) parser.readObject();
        }
    }

    private static PrivateKey key(String name) throws Exception {
        return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey(info(name));
    }
}
