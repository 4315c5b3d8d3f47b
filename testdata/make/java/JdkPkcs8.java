import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Encrypts a PKCS#8 key with the JDK's own providers, password "secret".
 * usage: JdkPkcs8 ALGORITHM KEY.pem OUT.der, ALGORITHM such as PBEWithHmacSHA256AndAES_256
 */
public class JdkPkcs8 {
    public static void main(String[] args) throws Exception {
        String pem = Files.readString(Path.of(args[1])).replaceAll("-----[^-]+-----", "");
        byte[] plain = Base64.getMimeDecoder().decode(pem);
        Cipher cipher = Cipher.getInstance(args[0]);
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(args[0]).generateSecret(new PBEKeySpec("secret".toCharArray())));
        byte[] data = cipher.doFinal(plain);
        AlgorithmParameters parameters = cipher.getParameters();
        if (args[0].startsWith("PBEWithHmac")) {
            // EncryptedPrivateKeyInfo knows the scheme only by its general name.
            AlgorithmParameters general = AlgorithmParameters.getInstance("PBES2");
            general.init(parameters.getEncoded());
            parameters = general;
        }
        Files.write(Path.of(args[2]), new EncryptedPrivateKeyInfo(parameters, data).getEncoded());
    }
}
