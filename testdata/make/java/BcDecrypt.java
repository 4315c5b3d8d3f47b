import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Security;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.encoders.Hex;

/**
 * The content of an EnvelopedData or AuthEnvelopedData on stdout, as Bouncy Castle reads it: the oracle where openssl
 * knows the algorithm or the form not. usage: BcDecrypt KEY FILE 
 * KEY: the file of the first recipient's key (PKCS#8 PEM), or kek:ALGORITHM:HEX, or password:TEXT
 */
public class BcDecrypt {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        ContentInfo info = ContentInfo.getInstance(Files.readAllBytes(Path.of(args[1])));
        boolean authenticated = info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData);
        RecipientInformationStore recipients = authenticated
            ? new CMSAuthEnvelopedData(info).getRecipientInfos()
            : new CMSEnvelopedData(info).getRecipientInfos();
        System.out.write(recipients.iterator().next().getContent(recipient(args[0], authenticated)));
        System.out.flush();
    }

    static Recipient recipient(String given, boolean authenticated) throws Exception {
        if (given.startsWith("kek:")) {
            String[] part = given.split(":");
            return new JceKEKEnvelopedRecipient(new SecretKeySpec(Hex.decode(part[2]), part[1])).setProvider("BC");
        }
        if (given.startsWith("password:")) {
            return new JcePasswordEnvelopedRecipient(given.substring(9).toCharArray()).setProvider("BC");
        }
        PrivateKey key = privateKey(given);
        if (authenticated && key.getAlgorithm().equals("RSA")) {
            return new JceKeyTransAuthEnvelopedRecipient(key).setProvider("BC");
        }
        return key.getAlgorithm().equals("RSA")
            ? new JceKeyTransEnvelopedRecipient(key).setProvider("BC")
            : new JceKeyAgreeEnvelopedRecipient(key).setProvider("BC");
    }

    static PrivateKey privateKey(String path) throws Exception {
        PEMParser parser = new PEMParser(new StringReader(Files.readString(Path.of(path))));
        return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
}
