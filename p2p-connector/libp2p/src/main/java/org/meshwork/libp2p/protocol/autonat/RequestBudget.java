package org.meshwork.libp2p.protocol.autonat;

import io.netty.util.concurrent.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.peer.PeerId;

/**
 * How many requests a server takes, at once and in each minute by itself; so twice as many may come
 * around the turn of one. Remembers no more peers than it serves in a minute. On one thread.
 */
public final class RequestBudget {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<PeerId, Integer> byPeer = new HashMap<>();
  private final ServingSettings settings;
  private final Ticker ticker;
  private long minuteBegan;
  private int inMinute;
  private int atOnce;

  public RequestBudget(ServingSettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    this.minuteBegan = ticker.nanoTime();
  }

  /** Whether a request is taken; then {@link #end} has to be called once for it. */
  public boolean begin(PeerId peer) {
    turnMinute();
    boolean isFull =
        atOnce >= settings.maxRequests()
            || inMinute >= settings.maxRequestsPerMinute()
            || byPeer.getOrDefault(peer, 0) >= settings.maxPeerRequestsPerMinute();
    if (isFull) {
      return false;
    }
    atOnce++;
    inMinute++;
    byPeer.merge(peer, 1, Integer::sum);
    return true;
  }

  private void turnMinute() {
    long now = ticker.nanoTime();
    if (now - minuteBegan >= MINUTE_NANOS) {
      minuteBegan = now;
      inMinute = 0;
      byPeer.clear();
    }
  }

  public void end() {
    atOnce--;
  }
}
