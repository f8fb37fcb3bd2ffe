package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * What sets one transport of plain bytes apart from another.
 *
 * @param name for people, such as {@code tcp}
 * @param addresses writes a channel's address
 * @param preparation adds the handlers that a channel needs before it carries plain bytes; called
 *     on its event loop just before it tells its handlers that it is active; completes there
 */
public record Wire(
    String name,
    Function<SocketAddress, Multiaddr> addresses,
    Function<Channel, CompletionStage<Void>> preparation) {
  public Wire {
    Objects.requireNonNull(name);
    Objects.requireNonNull(addresses);
    Objects.requireNonNull(preparation);
  }

  /** A wire that carries plain bytes as it is. */
  public static Wire plain(String name, Function<SocketAddress, Multiaddr> addresses) {
    return new Wire(name, addresses, channel -> CompletableFuture.completedFuture(null));
  }
}
