package org.meshwork.libp2p.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * Opens certified records, and checks the signature of each once: peers send the same record with
 * each connection. Keeps those that were opened last. Safe for threads; hosts of one program may
 * share one.
 */
public final class OpenedRecords {
  public static final int DEFAULT_MAX = 1_024;

  private final Map<Bytes, CertifiedPeerRecord> opened;

  public OpenedRecords() {
    this(DEFAULT_MAX);
  }

  /**
   * @param max that are kept, at least 1, each of at most some {@link SignedEnvelope#MAX_BYTES}
   */
  public OpenedRecords(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("at least 1 record, not " + max);
    }
    this.opened = new Newest(max);
  }

  private static final class Newest extends LinkedHashMap<Bytes, CertifiedPeerRecord> {
    private static final long serialVersionUID = 1L;

    private final int max;

    Newest(int max) {
      super(16, 0.75f, true);
      this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Bytes, CertifiedPeerRecord> eldest) {
      return size() > max;
    }
  }

  /**
   * As {@link CertifiedPeerRecord#open}.
   *
   * @throws InputRefused if it is not what it should be; that is checked anew each time
   */
  public CertifiedPeerRecord open(Bytes encoded) {
    synchronized (opened) {
      CertifiedPeerRecord known = opened.get(encoded);
      if (known != null) {
        return known;
      }
    }
    CertifiedPeerRecord checked = CertifiedPeerRecord.open(encoded);
    synchronized (opened) {
      opened.put(encoded, checked);
    }
    return checked;
  }
}
