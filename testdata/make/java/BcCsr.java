import java.io.FileWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A certificate request by Bouncy Castle. usage: BcCsr RSA|PSS|MD5|Ed25519|CURVE OUT.pem */
public class BcCsr {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        boolean rsa = args[0].matches("RSA|PSS|MD5");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : args[0].startsWith("Ed") ? args[0] : "EC", "BC");
        if (rsa) {
            generator.initialize(2048);
        } else if (!args[0].startsWith("Ed")) {
            generator.initialize(new ECGenParameterSpec(args[0]));
        }
        KeyPair pair = generator.generateKeyPair();
        var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name("C=DE,O=Example,OU=a+OU=b,CN=device-1"), pair.getPublic());
        var names = new GeneralNames(new GeneralName[] {new GeneralName(GeneralName.dNSName, "a.example"), new GeneralName(GeneralName.iPAddress, "192.0.2.7")});
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.subjectAlternativeName, false, names);
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, rsa ? new DERPrintableString("secret") : new DERUTF8String("geheim ü"));
        String algorithm = switch (args[0]) {
            case "RSA" -> "SHA256withRSA";
            case "PSS" -> "SHA256withRSAandMGF1";
            case "MD5" -> "MD5withRSA";
            case "Ed25519" -> "Ed25519";
            default -> "SHA256withECDSA";
        };
        try (JcaPEMWriter writer = new JcaPEMWriter(new FileWriter(args[1]))) {
            writer.writeObject(builder.build(new JcaContentSignerBuilder(algorithm).setProvider("BC").build(pair.getPrivate())));
        }
    }
}
