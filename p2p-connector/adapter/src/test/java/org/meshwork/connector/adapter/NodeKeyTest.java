package org.meshwork.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;

class NodeKeyTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mesh/key.p12", "mesh/key.PFX", "mesh/key.pem"})
  void isMadeOnceAndForItsOwnerAlone(String name) throws IOException {
    Path file = folder.resolve(name);

    PrivateKey made = NodeKey.in(file, PASSWORD);

    assertThat(NodeKey.in(file, PASSWORD).publicKey()).isEqualTo(made.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void isAnOrdinaryKeyStore() throws Exception {
    Path file = folder.resolve("key.p12");
    PrivateKey made = NodeKey.in(file, new char[0]);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, new char[0]);
    }

    Certificate certificate = store.getCertificate("node");

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getPublicKey().getEncoded())
        .isEqualTo(made.publicKey().subjectPublicKeyInfo().toArray());
  }

  /** An administrator may bring any key that libp2p has. */
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "ECDSA", "SECP256K1"})
  void takesOtherKindsOfKeys(String kind) throws IOException {
    PrivateKey key = PrivateKey.generate(KeyType.valueOf(kind), new SecureRandom());
    Path file = Files.writeString(folder.resolve("key.pem"), key.toPem());

    assertThat(NodeKey.in(file, new char[0]).publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void namesThePropertyThatIsWrong() throws IOException {
    Path file = folder.resolve("key.p12");
    NodeKey.in(file, PASSWORD);

    assertRejected(file, "wrong".toCharArray());
    assertRejected(Files.writeString(folder.resolve("empty.p12"), ""), PASSWORD);
    assertRejected(Files.writeString(folder.resolve("noise.pem"), "noise"), PASSWORD);
    assertRejected(Files.write(folder.resolve("large.pem"), new byte[1 << 20]), PASSWORD);
    assertRejected(Files.createDirectory(folder.resolve("folder")), PASSWORD);
  }

  private static void assertRejected(Path file, char[] password) {
    assertThatThrownBy(() -> NodeKey.in(file, password))
        .isInstanceOf(PropertyRejected.class)
        .hasMessageContaining("keyFile");
  }
}
