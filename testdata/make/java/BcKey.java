import java.io.FileWriter;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** A new private key by Bouncy Castle, written by JcaPEMWriter. usage: BcKey RSA|DSA|Ed25519|Ed448|X25519|CURVE OUT.pem */
public class BcKey {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        KeyPairGenerator generator;
        if (args[0].matches("RSA|DSA")) {
            generator = KeyPairGenerator.getInstance(args[0], "BC");
            generator.initialize(2048);
        } else if (args[0].matches("(Ed|X)\\d+")) {
            generator = KeyPairGenerator.getInstance(args[0], "BC");
        } else {
            generator = KeyPairGenerator.getInstance("EC", "BC");
            generator.initialize(new ECGenParameterSpec(args[0]));
        }
        PrivateKey key = generator.generateKeyPair().getPrivate();
        try (JcaPEMWriter writer = new JcaPEMWriter(new FileWriter(args[1]))) {
            writer.writeObject(key);
        }
    }
}
