package org.meshwork.libp2p.protocol.kad.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.kad.table.Key;

/** Values under their keys. Whether they are valid, and better than others, is for the caller. */
public final class RecordStore {
  private final Nearest<StoredValue> values;
  private final Duration maxAge;

  public RecordStore(Key self, int maxValues, Duration maxAge) {
    this.values = new Nearest<>(self, maxValues);
    this.maxAge = maxAge;
  }

  public Optional<StoredValue> get(Bytes key, Instant now) {
    return values.get(key).filter(stored -> !isOver(stored, now));
  }

  /**
   * Replaces what is there.
   *
   * @return false if there is no room, and all that is here lies nearer to this node
   */
  public boolean put(Bytes key, Bytes value, Instant now) {
    return values.put(key, new StoredValue(value, now));
  }

  public void remove(Bytes key) {
    values.remove(key);
  }

  public void removeExpired(Instant now) {
    values.removeIf(stored -> isOver(stored, now));
  }

  private boolean isOver(StoredValue stored, Instant now) {
    return !now.isBefore(stored.received().plus(maxAge));
  }

  public int size() {
    return values.size();
  }
}
