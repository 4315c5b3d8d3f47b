/* CMS as wolfSSL writes it.
 * usage: wolfssl-cms CIPHER RECIPIENT IN OUT
 * CIPHER:    aes128-cbc aes192-cbc aes256-cbc 3des aes128-gcm aes256-gcm aes128-ccm aes256-ccm (GCM and CCM: AuthEnvelopedData)
 * RECIPIENT: rsa:CERT rsa-ski:CERT ec:sha1|sha224|sha256|sha384|sha512:CERT kek:HEX password:TEXT key:HEX (EncryptedData)
 *            (CERT: DER)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/pkcs7.h>
#include <wolfssl/wolfcrypt/random.h>

static byte file[1 << 16], certificate[1 << 14], out[1 << 17];

static void check(int done, const char *what)
{
    if (done < 0) {
        fprintf(stderr, "%s: %d\n", what, done);
        exit(1);
    }
}

static word32 slurp(const char *path, byte *into, size_t most)
{
    FILE *in = fopen(path, "rb");
    check(in ? 0 : -1, path);
    size_t size = fread(into, 1, most, in);
    fclose(in);
    return (word32)size;
}

static int hex(const char *text, byte *into)
{
    int size = 0;
    for (unsigned value; sscanf(text, "%2x", &value) == 1; text += 2)
        into[size++] = (byte)value;
    return size;
}

static int content_cipher(const char *name, int *authenticated)
{
    static const struct { const char *name; int oid, authenticated; } known[] = {
        {"aes128-cbc", AES128CBCb, 0}, {"aes192-cbc", AES192CBCb, 0}, {"aes256-cbc", AES256CBCb, 0}, {"3des", DES3b, 0},
        {"aes128-gcm", AES128GCMb, 1}, {"aes256-gcm", AES256GCMb, 1}, {"aes128-ccm", AES128CCMb, 1}, {"aes256-ccm", AES256CCMb, 1},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(name, known[i].name)) {
            *authenticated = known[i].authenticated;
            return known[i].oid;
        }
    check(-1, name);
    return 0;
}

static int agreement(const char *digest)
{
    if (!strncmp(digest, "sha1", 4)) return dhSinglePass_stdDH_sha1kdf_scheme;
    if (!strncmp(digest, "sha224", 6)) return dhSinglePass_stdDH_sha224kdf_scheme;
    if (!strncmp(digest, "sha256", 6)) return dhSinglePass_stdDH_sha256kdf_scheme;
    if (!strncmp(digest, "sha384", 6)) return dhSinglePass_stdDH_sha384kdf_scheme;
    return dhSinglePass_stdDH_sha512kdf_scheme;
}

int main(int argc, char **argv)
{
    PKCS7 *cms = wc_PKCS7_New(NULL, INVALID_DEVID);
    WC_RNG random;
    int authenticated = 0, encrypted = 0, size;
    byte key[64];
    check(argc == 5 ? 0 : -1, "four arguments");
    check(wc_InitRng(&random), "random");
    check(wc_PKCS7_Init(cms, NULL, INVALID_DEVID), "init");
    cms->rng = &random;
    cms->content = file;
    cms->contentSz = slurp(argv[3], file, sizeof file);
    cms->contentOID = DATA;
    cms->encryptOID = content_cipher(argv[1], &authenticated);

    char *kind = strtok(argv[2], ":"), *value = strtok(NULL, "");
    if (!strcmp(kind, "rsa") || !strcmp(kind, "rsa-ski")) {
        word32 length = slurp(value, certificate, sizeof certificate);
        check(wc_PKCS7_AddRecipient_KTRI(cms, certificate, length, strcmp(kind, "rsa") ? CMS_SKID : 0), "ktri");
    } else if (!strcmp(kind, "ec")) {
        word32 length = slurp(strchr(value, ':') + 1, certificate, sizeof certificate);
        check(wc_PKCS7_AddRecipient_KARI(cms, certificate, length, AES256_WRAP, agreement(value), NULL, 0, 0), "kari");
    } else if (!strcmp(kind, "kek")) {
        size = hex(value, key);
        check(wc_PKCS7_AddRecipient_KEKRI(cms, size == 32 ? AES256_WRAP : AES128_WRAP, key, (word32)size, (byte *)"kek-1", 5, NULL,
                                          NULL, 0, NULL, 0, 0), "kekri");
    } else if (!strcmp(kind, "password")) {
        check(wc_PKCS7_AddRecipient_PWRI(cms, (byte *)value, (word32)strlen(value), (byte *)"saltsalt", 8, PBKDF2_OID, WC_SHA,
                                         5000, AES256CBCb, 0), "pwri");
    } else {
        cms->encryptionKeySz = (word32)hex(value, key);
        cms->encryptionKey = key;
        encrypted = 1;
    }
    if (encrypted)
        size = wc_PKCS7_EncodeEncryptedData(cms, out, sizeof out);
    else if (authenticated)
        size = wc_PKCS7_EncodeAuthEnvelopedData(cms, out, sizeof out);
    else
        size = wc_PKCS7_EncodeEnvelopedData(cms, out, sizeof out);
    check(size, "encode");
    FILE *to = fopen(argv[4], "wb");
    fwrite(out, 1, (size_t)size, to);
    fclose(to);
    return 0;
}
