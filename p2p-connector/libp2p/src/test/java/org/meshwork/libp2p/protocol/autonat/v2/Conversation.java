package org.meshwork.libp2p.protocol.autonat.v2;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.Messages;

/** One side of a request's stream, which says what it is told to. */
final class Conversation implements MessageReader.Sink {
  final List<Message> heard = new ArrayList<>();
  Optional<ConnectionFailed> failure = Optional.empty();
  private final ProtocolStream stream;
  private final BiConsumer<Conversation, Message> reaction;

  Conversation(ProtocolStream stream, BiConsumer<Conversation, Message> reaction) {
    this.stream = stream;
    this.reaction = reaction;
    stream.stream().read(new MessageReader(stream.stream(), Message.MAX_BYTES, this));
  }

  Conversation(ProtocolStream stream) {
    this(stream, (self, message) -> {});
  }

  Conversation say(Message message) {
    stream.stream().write(Messages.frame(message.encode()));
    return this;
  }

  Conversation sayRaw(Bytes bytes) {
    stream.stream().write(Unpooled.wrappedBuffer(bytes.toArray()));
    return this;
  }

  void closeWrite() {
    stream.stream().closeWrite();
  }

  @Override
  public void message(Bytes message) {
    heard.add(Message.decode(message));
    reaction.accept(this, heard.get(heard.size() - 1));
  }

  @Override
  public void end() {
    stream.stream().closeWrite();
  }

  @Override
  public void failed(ConnectionFailed reason) {
    failure = Optional.of(reason);
  }
}
