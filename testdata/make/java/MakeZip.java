import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP as a Java service streams it, with data descriptors. usage: MakeZip deflated|stored OUT FILE... */
public class MakeZip {
    public static void main(String[] args) throws Exception {
        try (ZipOutputStream out = new ZipOutputStream(new FileOutputStream(args[1]))) {
            for (int i = 2; i < args.length; i++) {
                byte[] content = Files.readAllBytes(Path.of(args[i]));
                ZipEntry entry = new ZipEntry(args[i]);
                if (args[0].equals("stored")) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                out.putNextEntry(entry);
                out.write(content);
                out.closeEntry();
            }
        }
    }
}
