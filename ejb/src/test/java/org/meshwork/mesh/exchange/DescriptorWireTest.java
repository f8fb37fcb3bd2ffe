package org.meshwork.mesh.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.meshwork.mesh.descriptor.DescriptorIntake;

class DescriptorWireTest {
  @Test
  void readsWhatItWrites() {
    List<byte[]> envelopes = List.of(new byte[] {1, 2}, new byte[0], new byte[] {3});

    assertThat(DescriptorWire.decode(DescriptorWire.encode(envelopes)))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(envelopes);
  }

  @Test
  void writesAsManyAsFit() {
    List<byte[]> many = Collections.nCopies(1_000, new byte[16_000]);

    byte[] message = DescriptorWire.encode(many);

    assertThat(message).hasSizeLessThanOrEqualTo(DescriptorWire.MAX_BYTES);
    assertThat(DescriptorWire.decode(message)).hasSize(DescriptorWire.MAX_BYTES / 16_004);
  }

  @Test
  void leavesOutWhatIsBehindSomethingCutOffOrTooLong() {
    byte[] whole = DescriptorWire.encode(List.of(new byte[] {1}, new byte[] {2, 3}));
    byte[] tooLong =
        ByteBuffer.allocate(12)
            .putInt(1)
            .put((byte) 1)
            .putInt(DescriptorIntake.MAX_ENVELOPE_BYTES + 1)
            .array();

    assertThat(DescriptorWire.decode(Arrays.copyOf(whole, whole.length - 1))).hasSize(1);
    assertThat(DescriptorWire.decode(Arrays.copyOf(whole, whole.length - 4))).hasSize(1);
    assertThat(DescriptorWire.decode(tooLong)).hasSize(1);
  }

  @Property
  void readsWhateverBytes(@ForAll byte[] bytes) {
    assertThat(DescriptorWire.decode(bytes)).hasSizeLessThanOrEqualTo(bytes.length / 4 + 1);
  }
}
