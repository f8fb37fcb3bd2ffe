package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Vectors.key;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.InputMutation;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * Certificates, broken in small ways: as they are, and signed again after each part was broken, so
 * that what is read last is reached, too.
 */
class CertificateFuzzTest {
  private static final int INPUTS = Integer.getInteger("libp2p.fuzz.inputs", 4_000) / 4;
  private static final long SEED = Long.getLong("libp2p.fuzz.seed", 20_260_101L);

  /** Several checks of signatures on large curves, with the JDK's tables when it is new to them. */
  private static final long MAX_ALLOCATED_BYTES = 8 << 20;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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
  void refusesOrReads(Part part) {
    Random random = new Random(SEED);
    PeerCertificate good = PeerCertificate.decode(part.certificate().apply(part.good()));
    assertThat(good.peerKey()).isEqualTo(FORGE.host.publicKey());
    for (int count = 0; count < INPUTS; count++) {
      Bytes input = part.certificate().apply(InputMutation.of(List.of(part.good()), random));
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      try {
        // Whoever can't sign for another peer can't be taken for one.
        assertThat(PeerCertificate.decode(input).peerKey()).isEqualTo(good.peerKey());
      } catch (InputRefused expected) {
        assertThat(expected.reason()).isNotNull();
      } catch (RuntimeException escaped) {
        throw new AssertionError(part + " of " + input.toHex(), escaped);
      }
      assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
          .as(() -> "bytes allocated for " + input.toHex())
          .isLessThan(MAX_ALLOCATED_BYTES);
    }
  }
}
