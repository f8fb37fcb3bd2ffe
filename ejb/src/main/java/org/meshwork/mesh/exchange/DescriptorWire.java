package org.meshwork.mesh.exchange;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.meshwork.mesh.descriptor.DescriptorIntake;

/** Many envelopes in one message: each behind its length in four bytes. */
final class DescriptorWire {
  static final String TOPIC = "/meshwork/descriptors/1";
  static final String PROTOCOL = "/meshwork/descriptors/1.0.0";

  /** Of an answer. */
  static final int MAX_BYTES = 2 << 20;

  private DescriptorWire() {}

  /** As many as fit, the first first. */
  static byte[] encode(List<byte[]> envelopes) {
    ByteBuffer message = ByteBuffer.allocate(MAX_BYTES);
    for (byte[] envelope : envelopes) {
      if (message.remaining() < Integer.BYTES + envelope.length) {
        break;
      }
      message.putInt(envelope.length).put(envelope);
    }
    byte[] bytes = new byte[message.position()];
    message.flip().get(bytes);
    return bytes;
  }

  /** Those that are whole; what is behind the first that is not is left out. */
  static List<byte[]> decode(byte[] bytes) {
    ByteBuffer message = ByteBuffer.wrap(bytes);
    List<byte[]> envelopes = new ArrayList<>();
    try {
      while (message.hasRemaining()) {
        int length = message.getInt();
        if (length < 0 || length > DescriptorIntake.MAX_ENVELOPE_BYTES) {
          return envelopes;
        }
        byte[] envelope = new byte[length];
        message.get(envelope);
        envelopes.add(envelope);
      }
    } catch (BufferUnderflowException cutOff) {
      return envelopes;
    }
    return envelopes;
  }
}
