package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Vectors.key;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.FuzzRun;
import org.meshwork.libp2p.InputMutation;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * Certificates, broken in small ways: as they are, and signed again after each part was broken, so
 * that what is read last is reached, too.
 */
class CertificateFuzzTest {
  /** Several checks of signatures on large curves, with the JDK's tables when it is new to them. */
  private static final long MAX_ALLOCATED_BYTES = 8 << 20;

  private static final CertificateForge FORGE =
      new CertificateForge(PrivateKey.decode(key("ed25519.private")));

  record Part(String name, Bytes good, UnaryOperator<Bytes> certificate) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Part> parts() {
    Bytes good = FORGE.encode();
    Bytes signed = new DerReader(good).sequence().element(DerReader.SEQUENCE);
    Bytes extensions = Der.element(PeerCertificate.EXTENSIONS, Der.sequence(extension()));
    return Stream.of(
        new Part("certificate", good, UnaryOperator.identity()),
        new Part("signed part", signed, part -> FORGE.sign(Der.element(DerReader.SEQUENCE, part))),
        new Part("extensions", extensions, FORGE::encode),
        new Part("signed key", FORGE.signedKey(), CertificateFuzzTest::withSignedKey));
  }

  private static Bytes extension() {
    return FORGE.extensions.get(0);
  }

  private static Bytes withSignedKey(Bytes value) {
    Bytes broken = CertificateForge.extension(Extensions.SIGNED_KEY, Bytes.EMPTY, value);
    return FORGE.encode(Der.element(PeerCertificate.EXTENSIONS, Der.sequence(broken)));
  }

  @ParameterizedTest
  @MethodSource("parts")
  @Fuzz
  void refusesOrReads(Part part) {
    PeerCertificate good = PeerCertificate.decode(part.certificate().apply(part.good()));
    assertThat(good.peerKey()).isEqualTo(FORGE.host.publicKey());
    FuzzRun run = FuzzRun.begin(4);
    while (run.next()) {
      Bytes input = part.certificate().apply(InputMutation.of(List.of(part.good()), run.random()));
      // Whoever can't sign for another peer can't be taken for one.
      DecoderFuzz.tryWithin(
          MAX_ALLOCATED_BYTES,
          bytes -> assertThat(PeerCertificate.decode(bytes).peerKey()).isEqualTo(good.peerKey()),
          input);
    }
  }
}
