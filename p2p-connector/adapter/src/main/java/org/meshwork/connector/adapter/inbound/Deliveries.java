package org.meshwork.connector.adapter.inbound;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.connector.adapter.wire.ReplyStatus;

/** Counts how what peers sent to listeners ended. For any thread. */
public final class Deliveries {
  private final Map<ReplyStatus, LongAdder> ends = new EnumMap<>(ReplyStatus.class);

  public Deliveries() {
    for (ReplyStatus status : ReplyStatus.values()) {
      ends.put(status, new LongAdder());
    }
  }

  Reply counted(Reply end) {
    ends.get(end.status()).increment();
    return end;
  }

  /** Messages to topics are counted as replies are: those that are dropped are busy. */
  public long ended(ReplyStatus how) {
    return ends.get(how).sum();
  }
}
