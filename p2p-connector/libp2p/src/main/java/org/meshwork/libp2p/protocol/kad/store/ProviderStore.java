package org.meshwork.libp2p.protocol.kad.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Key;

/** Who provides which content, by its hash. */
public final class ProviderStore {
  /** Of each content: who said so when, the longest ago first. */
  private final Nearest<Map<PeerId, Instant>> providers;

  private final int maxPerContent;
  private final Duration maxAge;

  public ProviderStore(Key self, int maxContents, int maxPerContent, Duration maxAge) {
    this.providers = new Nearest<>(self, maxContents);
    this.maxPerContent = maxPerContent;
    this.maxAge = maxAge;
  }

  /**
   * @return false if there is no room, and all that is here lies nearer to this node
   */
  public boolean add(Multihash content, PeerId provider, Instant now) {
    Map<PeerId, Instant> all =
        providers.get(content.encode()).orElseGet(() -> new LinkedHashMap<>(2));
    if (all.isEmpty() && !providers.put(content.encode(), all)) {
      return false;
    }
    all.remove(provider);
    all.put(provider, now);
    if (all.size() > maxPerContent) {
      Iterator<PeerId> oldest = all.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  public void remove(Multihash content, PeerId provider) {
    providers
        .get(content.encode())
        .ifPresent(
            all -> {
              all.remove(provider);
              if (all.isEmpty()) {
                providers.remove(content.encode());
              }
            });
  }

  /** Who said so last comes first. */
  public List<PeerId> of(Multihash content, Instant now) {
    List<PeerId> found = new ArrayList<>();
    providers
        .get(content.encode())
        .ifPresent(
            all ->
                all.forEach(
                    (provider, since) -> {
                      if (!isOver(since, now)) {
                        found.add(provider);
                      }
                    }));
    Collections.reverse(found);
    return found;
  }

  public void removeExpired(Instant now) {
    providers.removeIf(
        all -> {
          all.values().removeIf(since -> isOver(since, now));
          return all.isEmpty();
        });
  }

  private boolean isOver(Instant since, Instant now) {
    return !now.isBefore(since.plus(maxAge));
  }

  /** How many contents are known. */
  public int size() {
    return providers.size();
  }
}
