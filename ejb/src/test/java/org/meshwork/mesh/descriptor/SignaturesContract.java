package org.meshwork.mesh.descriptor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meshwork.connector.PeerName;

/** What each implementation of {@link Signatures} must do. */
public abstract class SignaturesContract {
  private static final byte[] STATEMENT = "we can cut texts".getBytes(UTF_8);

  protected abstract PeerName self();

  protected abstract Signatures signatures();

  @Test
  void opensWhatItHasSigned() {
    Signed signed = signatures().open(signatures().sign(STATEMENT));

    assertThat(signed.signer()).isEqualTo(self());
    assertThat(signed.statement()).isEqualTo(STATEMENT);
  }

  @Test
  void keepsTheOverheadThatItPromises() {
    byte[] longest = new byte[DescriptorJson.MAX_BYTES];

    assertThat(signatures().sign(longest).length)
        .isLessThanOrEqualTo(longest.length + Signatures.MAX_OVERHEAD_BYTES);
  }

  @Test
  void refusesAnEnvelopeWithAnyByteChanged() {
    byte[] envelope = signatures().sign(STATEMENT);
    for (int place = 0; place < envelope.length; place++) {
      byte[] changed = envelope.clone();
      changed[place] ^= 1;
      assertThatThrownBy(() -> signatures().open(changed)).isInstanceOf(SignatureWrong.class);
    }
  }

  @Test
  void refusesAnEnvelopeThatIsCutOff() {
    byte[] envelope = signatures().sign(STATEMENT);
    for (int length = 0; length < envelope.length; length++) {
      byte[] cut = Arrays.copyOf(envelope, length);
      assertThatThrownBy(() -> signatures().open(cut)).isInstanceOf(SignatureWrong.class);
    }
  }

  @Test
  void refusesBytesThatAreNoEnvelope() {
    Random random = new Random(4);
    for (int attempt = 0; attempt < 1_000; attempt++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      assertThatThrownBy(() -> signatures().open(noise)).isInstanceOf(SignatureWrong.class);
    }
  }
}
