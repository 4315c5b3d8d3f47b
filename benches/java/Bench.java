import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipInputStream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * The cases that Bouncy Castle can do, and PKCS#12 by the JDK itself, timed: `operation/case implementation nanoseconds`,
 * a line each. `cargo xtask bench`.
 *
 * <p>{@code Bench TESTDATA SECONDS}: each run asserts its result. A case runs three times so long until it is compiled;
 * the figure is the median of some twenty batches of runs after that. With 0 seconds each runs once.
 */
public final class Bench {
    private static final int BATCHES = 20;
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final String BOUNCY_CASTLE = "bouncy-castle";
    private static Path testdata;

    public static void main(String[] words) throws Exception {
        testdata = Path.of(words[0]);
        double seconds = Double.parseDouble(words[1]);
        for (Map.Entry<String, Callable<Boolean>> one : cases().entrySet()) {
            System.out.println(one.getKey() + " " + Math.round(measure(one.getValue(), seconds)));
        }
    }

    private static Map<String, Callable<Boolean>> cases() throws Exception {
        Map<String, Callable<Boolean>> cases = new LinkedHashMap<>();
        String[][] stores = {
            {"openssl-default", "openssl3-default"}, {"jdk-10000", "jdk17-default"}, {"600000", "openssl3-600000"}
        };
        for (String[] store : stores) {
            byte[] bytes = read("vectors/pkcs12/" + store[1] + ".p12");
            cases.put("pkcs12/" + store[0] + " " + BOUNCY_CASTLE, () -> pkcs12(KeyStore.getInstance("PKCS12", BC), bytes));
            cases.put("pkcs12/" + store[0] + " jdk-17", () -> pkcs12(KeyStore.getInstance("PKCS12", "SunJSSE"), bytes));
        }
        String[][] messages = {
            {"rsa2048", "openssl3-rsa-aes256-cbc"}, {"rsa4096", "openssl3-rsa4096"}, {"p256", "openssl3-p256-default"},
            {"p384", "openssl3-p384-kdf-sha384"}, {"p521", "openssl3-p521-kdf-sha512"}
        };
        for (String[] message : messages) {
            byte[] bytes = read("vectors/cms/" + message[1] + ".p7m");
            PrivateKey key = key(read("keys/" + message[0] + ".key.pem"));
            boolean isRsa = message[0].startsWith("rsa");
            Recipient recipient = isRsa
                ? new JceKeyTransEnvelopedRecipient(key).setProvider(BC)
                : new JceKeyAgreeEnvelopedRecipient(key).setProvider(BC);
            cases.put("p7m/" + message[0] + " " + BOUNCY_CASTLE, () -> p7m(bytes, recipient));
        }
        PrivateKey signer = key(read("keys/device-p256.key.pem"));
        X509Certificate own = certificate(read("keys/device-p256.cert.pem"));
        cases.put("csr/p256 " + BOUNCY_CASTLE, () -> csr(signer, own));
        for (String name : List.of("device-rsa2048", "device-p256", "device-p384", "p521", "device-ed25519")) {
            byte[] pem = read("keys/" + name + ".key.pem");
            cases.put("key-pem/" + name + " " + BOUNCY_CASTLE, () -> key(pem) != null);
        }
        byte[] pem = read("keys/device-p256.cert.pem");
        cases.put("certificate-pem/device-p256 " + BOUNCY_CASTLE, () -> certificate(pem).getPublicKey() != null);
        return cases;
    }

    private static boolean pkcs12(KeyStore store, byte[] bytes) throws Exception {
        store.load(new ByteArrayInputStream(bytes), PASSWORD);
        String alias = store.aliases().nextElement();
        for (String one : java.util.Collections.list(store.aliases())) {
            alias = store.isKeyEntry(one) ? one : alias;
        }
        return store.getKey(alias, PASSWORD) != null && links(store.getCertificateChain(alias)) == 2;
    }

    /** Each is signed by the next. Java's keys don't tell their public half: key and certificate are not compared. */
    private static int links(Certificate[] chain) throws Exception {
        for (int index = 0; index + 1 < chain.length; index++) {
            chain[index].verify(chain[index + 1].getPublicKey(), BC);
        }
        return chain.length - 1;
    }

    private static boolean p7m(byte[] bytes, Recipient recipient) throws Exception {
        byte[] content = new CMSEnvelopedData(bytes).getRecipientInfos().iterator().next().getContent(recipient);
        ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(content));
        PrivateKey key = null;
        List<X509Certificate> certificates = new ArrayList<>();
        while (archive.getNextEntry() != null) {
            byte[] pem = archive.readAllBytes();
            if (new String(pem, "ISO-8859-1").contains("PRIVATE KEY")) {
                key = key(pem);
            } else {
                CertificateFactory.getInstance("X.509", BC).generateCertificates(new ByteArrayInputStream(pem))
                    .forEach(one -> certificates.add((X509Certificate) one));
            }
        }
        X509Certificate current = certificates.stream().filter(one -> one.getBasicConstraints() < 0).findFirst().get();
        List<Certificate> chain = new ArrayList<>(List.of(current));
        while (!current.getIssuerX500Principal().equals(current.getSubjectX500Principal())) {
            X509Certificate below = current;
            current = certificates.stream()
                .filter(one -> one.getSubjectX500Principal().equals(below.getIssuerX500Principal())).findFirst().get();
            chain.add(current);
        }
        return key != null && links(chain.toArray(new Certificate[0])) == 2;
    }

    private static boolean csr(PrivateKey key, X509Certificate own) throws Exception {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        GeneralName name = new GeneralName(GeneralName.dNSName, "device-1.example.com");
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
        JcaPKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(
            new X500Name("C=DE,O=Example,CN=device-1"), own.getPublicKey());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").setProvider(BC).build(key)).getEncoded().length > 250;
    }

    private static PrivateKey key(byte[] pem) throws Exception {
        PEMParser parser = new PEMParser(new InputStreamReader(new ByteArrayInputStream(pem), "ISO-8859-1"));
        return new JcaPEMKeyConverter().setProvider(BC).getPrivateKey((PrivateKeyInfo) parser.readObject());
    }

    private static X509Certificate certificate(byte[] pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509", BC).generateCertificate(new ByteArrayInputStream(pem));
    }

    /** Nanoseconds of one run. */
    private static double measure(Callable<Boolean> run, double seconds) throws Exception {
        long start = System.nanoTime();
        long runs = 0;
        do {
            check(run);
            runs++;
        } while (System.nanoTime() - start < 3e9 * seconds);
        double taken = (double) (System.nanoTime() - start) / runs;
        long size = Math.max(1, Math.round(seconds * 1e9 / BATCHES / taken));
        List<Double> batches = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            start = System.nanoTime();
            for (long index = 0; index < size; index++) {
                check(run);
            }
            batches.add((double) (System.nanoTime() - start) / size);
        } while (System.nanoTime() < end);
        double[] sorted = batches.stream().mapToDouble(one -> one).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void check(Callable<Boolean> run) throws Exception {
        if (!run.call()) {
            throw new AssertionError("a wrong result");
        }
    }

    private static byte[] read(String path) throws Exception {
        return Files.readAllBytes(testdata.resolve(path));
    }
}
