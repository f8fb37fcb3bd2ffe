package org.meshwork.bench.libp2p;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.gossipsub.MessageIds;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFrame;
import org.meshwork.libp2p.protocol.gossipsub.wire.Subscription;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * Gets into the meshes of all its peers, passes no message on, and tells everybody of the messages
 * that it has heard of, so that it is asked for them; what it is asked for it never sends.
 */
final class HostilePeer implements HostListener, MessageReader.Sink {
  private static final String PROTOCOL = "/meshsub/1.2.0";

  private final Host host;
  private final Topic topic;
  private final Map<Connection, Stream> streams = new HashMap<>();
  private final List<MessageId> heard = new ArrayList<>();

  HostilePeer(Host host, Topic topic) {
    this.host = host;
    this.topic = topic;
  }

  void start() {
    host.handle(PROTOCOL, this::accept);
    host.addListener(this);
    host.executor().scheduleAtFixedRate(this::advertise, 1, 1, TimeUnit.SECONDS);
  }

  private void accept(ProtocolStream inbound) {
    inbound.stream().read(new MessageReader(inbound.stream(), RpcBounds.DEFAULT.maxBytes(), this));
  }

  @Override
  public void connected(Connection connection) {
    host.openStream(connection, List.of(PROTOCOL))
        .thenAccept(
            opened -> {
              streams.put(connection, opened.stream());
              opened.stream()
                  .write(
                      new RpcFrame()
                          .field(RpcFields.subscription(new Subscription(topic, true)))
                          .control(RpcFields.graft(topic))
                          .toBuffer());
            });
  }

  @Override
  public void disconnected(Connection connection, ConnectionFailed reason) {
    streams.remove(connection);
  }

  @Override
  public void message(Bytes message) {
    Rpc rpc = Rpc.decode(message, RpcBounds.DEFAULT);
    rpc.messages().forEach(sent -> heard.add(MessageIds.BY_ORIGIN.of(sent)));
    rpc.advertisements().forEach(told -> heard.addAll(told.ids()));
  }

  private void advertise() {
    List<MessageId> distinct = heard.stream().distinct().toList();
    heard.clear();
    if (distinct.isEmpty()) {
      return;
    }
    RpcFrame frame = new RpcFrame();
    RpcFields.advertisements(topic, distinct).forEach(frame::control);
    streams.values().forEach(stream -> stream.write(frame.toBuffer()));
  }

  @Override
  public void end() {
    // The peer has said all.
  }

  @Override
  public void failed(ConnectionFailed failure) {
    // The peer wants no more of it.
  }
}
