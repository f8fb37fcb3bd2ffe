package org.meshwork.libp2p.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.InputRefused;

/** Who speaks which protocol. Safe for threads. */
final class Handlers {
  /** Of a protocol's id; negotiation takes a line of 1,024 bytes at most. */
  private static final int MAX_PROTOCOL_BYTES = 1_023;

  private final Map<String, StreamHandler> byProtocol = new ConcurrentSkipListMap<>();
  private final Set<String> frugal = ConcurrentHashMap.newKeySet();
  private final int max;

  Handlers(int max) {
    this.max = max;
  }

  /**
   * @throws IllegalArgumentException if the protocol can't be one
   * @throws IllegalStateException if it is handled already, or too many are
   */
  void add(String protocol, StreamHandler handler) {
    int size = protocol.getBytes(StandardCharsets.UTF_8).length;
    if (size == 0 || size > MAX_PROTOCOL_BYTES || protocol.contains("\n")) {
      throw new IllegalArgumentException(InputRefused.excerpt(protocol) + " is no protocol id");
    }
    synchronized (byProtocol) {
      if (byProtocol.size() >= max && !byProtocol.containsKey(protocol)) {
        throw new IllegalStateException("more than " + max + " protocols");
      }
      if (byProtocol.putIfAbsent(protocol, handler) != null) {
        throw new IllegalStateException(protocol + " is handled already");
      }
    }
  }

  /** Whether it was handled. */
  boolean remove(String protocol) {
    return byProtocol.remove(protocol) != null;
  }

  /**
   * The protocol needs little enough for limited connections.
   *
   * @throws IllegalStateException if too many do
   */
  void allowOnLimited(String protocol) {
    if (frugal.size() >= max && !frugal.contains(protocol)) {
      throw new IllegalStateException("more than " + max + " protocols");
    }
    frugal.add(protocol);
  }

  /** Whether the protocol may be spoken there, whoever opens the stream. */
  boolean isAllowedOn(Connection connection, String protocol) {
    return !connection.isLimited() || frugal.contains(protocol);
  }

  boolean has(String protocol) {
    return byProtocol.containsKey(protocol);
  }

  Optional<StreamHandler> of(String protocol) {
    return Optional.ofNullable(byProtocol.get(protocol));
  }

  /** Sorted. */
  List<String> protocols() {
    return List.copyOf(byProtocol.keySet());
  }
}
