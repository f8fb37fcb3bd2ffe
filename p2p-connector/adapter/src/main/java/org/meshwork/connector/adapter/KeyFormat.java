package org.meshwork.connector.adapter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** How a key stands in its file, which its name tells. */
enum KeyFormat {
  /** One block {@code PRIVATE KEY}, PKCS#8, not encrypted. */
  PEM {
    @Override
    PrivateKey read(byte[] content, char[] password) {
      return PrivateKey.ofPem(new String(content, StandardCharsets.ISO_8859_1));
    }

    @Override
    byte[] write(PrivateKey key, char[] password) {
      return key.toPem().getBytes(StandardCharsets.US_ASCII);
    }
  },

  /** With a certificate that signs itself, as key stores want one; the entry is {@code node}. */
  PKCS12 {
    @Override
    PrivateKey read(byte[] content, char[] password) throws IOException {
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), password);
        Key key = store.getKey(ALIAS, password);
        if (key == null) {
          throw new InputRefused(Reason.MALFORMED, "no entry " + ALIAS);
        }
        return PrivateKey.ofPem(pem(key.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IOException("no key store that can be read: " + e.getMessage(), e);
      }
    }

    @Override
    byte[] write(PrivateKey key, char[] password) throws IOException {
      try {
        Key own =
            KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(key.privateKeyInfo().toArray()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry(ALIAS, own, password, new Certificate[] {NodeCertificate.of(key)});
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, password);
        return content.toByteArray();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has PKCS#12 and Ed25519", e);
      }
    }
  };

  private static final String ALIAS = "node";

  static KeyFormat of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".p12") || name.endsWith(".pfx") ? PKCS12 : PEM;
  }

  /**
   * @throws InputRefused if it is no key
   * @throws IOException if it is no key store, or has another password
   */
  abstract PrivateKey read(byte[] content, char[] password) throws IOException;

  abstract byte[] write(PrivateKey key, char[] password) throws IOException;

  private static String pem(byte[] der) {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }
}
