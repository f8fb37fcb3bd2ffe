package org.meshwork.libp2p.protocol.gossipsub.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Varint;

/** Puts the parts of {@link RpcFields} together to one RPC behind its length. For one thread. */
public final class RpcFrame {
  private static final Bytes CONTROL_TAG = Varint.encode((long) RpcFields.CONTROL << 3 | 2);

  private final List<Bytes> fields = new ArrayList<>();
  private final List<Bytes> controls = new ArrayList<>();
  private int fieldBytes;
  private int controlBytes;

  /** A subscription or a message. */
  public RpcFrame field(Bytes field) {
    fields.add(field);
    fieldBytes += field.size();
    return this;
  }

  /** A control message. */
  public RpcFrame control(Bytes control) {
    controls.add(control);
    controlBytes += control.size();
    return this;
  }

  public boolean isEmpty() {
    return fields.isEmpty() && controls.isEmpty();
  }

  /** Without the length in front. */
  public int size() {
    return fieldBytes + (controls.isEmpty() ? 0 : controlHead().size() + controlBytes);
  }

  private Bytes controlHead() {
    return CONTROL_TAG.concat(Varint.encode(controlBytes));
  }

  /** The frame, the caller's to release. */
  public ByteBuf toBuffer() {
    Bytes length = Varint.encode(size());
    ByteBuf buffer = Unpooled.buffer(length.size() + size());
    write(buffer, length);
    fields.forEach(field -> write(buffer, field));
    if (!controls.isEmpty()) {
      write(buffer, controlHead());
      controls.forEach(control -> write(buffer, control));
    }
    return buffer;
  }

  private static void write(ByteBuf buffer, Bytes bytes) {
    buffer.writeBytes(bytes.toArray());
  }
}
