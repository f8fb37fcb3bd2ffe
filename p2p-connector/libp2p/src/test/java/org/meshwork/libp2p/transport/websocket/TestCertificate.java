package org.meshwork.libp2p.transport.websocket;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate for 127.0.0.1 and mesh.example that nobody but a test trusts. */
public record TestCertificate(PrivateKey key, X509Certificate certificate) {
  private static final String PASSWORD = "for-tests";

  /** Asks the JDK's keytool for one. */
  public static TestCertificate make() throws Exception {
    Path directory = Files.createTempDirectory("certificate");
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "test",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1,dns:mesh.example",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(directory.resolve("log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        (PrivateKey) keys.getKey("test", PASSWORD.toCharArray()),
        (X509Certificate) keys.getCertificate("test"));
  }

  /** Listens with it, and trusts it. */
  public WebSocketTls tls() {
    return WebSocketTls.jdkTrust()
        .trusting(List.of(certificate))
        .listeningWith(key, List.of(certificate));
  }
}
