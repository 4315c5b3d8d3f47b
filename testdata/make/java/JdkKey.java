import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;

/** A new private key by the JDK. usage: JdkKey ALGORITHM OUT.der */
public class JdkKey {
    public static void main(String[] args) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(args[0]);
        switch (args[0]) {
            case "RSA": case "RSASSA-PSS": case "DSA": case "DH": generator.initialize(2048); break;
            case "EC": generator.initialize(256); break;
            default:
        }
        Files.write(Path.of(args[1]), generator.generateKeyPair().getPrivate().getEncoded());
    }
}
