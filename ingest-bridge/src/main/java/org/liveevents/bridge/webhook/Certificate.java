package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's certificate with its chain, and its private key, as PEM files: the key in PKCS #8
 * ({@code PRIVATE KEY}) or, for RSA, PKCS #1 ({@code RSA PRIVATE KEY}).
 */
public record Certificate(Path chain, Path key) {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

  /** The start of a PKCS #8 RSA key after its length: version, and the algorithm rsaEncryption. */
  private static final byte[] RSA_PROLOGUE = {
    2, 1, 0, 0x30, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  /**
   * Reads both into a key store.
   *
   * @throws IOException if a file can't be read
   * @throws GeneralSecurityException if they hold something else, or don't belong together
   */
  KeyStore load() throws IOException, GeneralSecurityException {
    java.security.cert.Certificate[] certificates;
    try (var input = new ByteArrayInputStream(Files.readAllBytes(chain))) {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(input)
              .toArray(java.security.cert.Certificate[]::new);
    }
    if (certificates.length == 0) {
      throw new GeneralSecurityException("no certificate in " + chain.getFileName());
    }
    boolean rsa = certificates[0].getPublicKey() instanceof RSAPublicKey;
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("webhook", privateKey(rsa ? "RSA" : "EC"), new char[0], certificates);
    return store;
  }

  private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(key, ISO_8859_1));
    if (!pem.find()) {
      throw new GeneralSecurityException("no unencrypted PKCS #8 key in " + key.getFileName());
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
    byte[] pkcs8 = pem.group(1).isEmpty() ? encoded : wrapped(encoded);
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] wrapped(byte[] pkcs1) {
    byte[] octets = tagged(4, pkcs1);
    byte[] all =
        ByteBuffer.allocate(RSA_PROLOGUE.length + octets.length)
            .put(RSA_PROLOGUE)
            .put(octets)
            .array();
    return tagged(0x30, all);
  }

  /** DER with a length of three bytes, which a key's always fits. */
  private static byte[] tagged(int tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
