import java.io.FileOutputStream;
import java.security.KeyStore;
import java.security.Security;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A key store of Bouncy Castle's own formats, with one secret key. usage: BcStore BKS|UBER|BCFKS OUT */
public class BcStore {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        KeyStore store = KeyStore.getInstance(args[0], "BC");
        store.load(null, null);
        store.setKeyEntry("key", new SecretKeySpec(new byte[32], "AES"), "secret".toCharArray(), null);
        try (FileOutputStream out = new FileOutputStream(args[1])) {
            store.store(out, "secret".toCharArray());
        }
    }
}
