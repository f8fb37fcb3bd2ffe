package org.meshwork.libp2p.protocol.perf;

import java.time.Duration;

/**
 * @param upload from the first byte sent to the first byte, or end, that came back: then the peer
 *     has all of them
 * @param download from there to the end
 */
public record PerfResult(Duration upload, Duration download) {
  public Duration total() {
    return upload.plus(download);
  }
}
