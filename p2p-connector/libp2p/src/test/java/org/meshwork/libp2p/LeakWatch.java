package org.meshwork.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that lost a buffer without releasing it. Needs the paranoid leak detection.
 */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(records));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(leaks()).as("buffers that were not released").isEmpty();
  }

  /** What has been lost since the last call. A leak shows when the collector has found it. */
  public static Queue<String> leaks() {
    for (int round = 0; round < 3; round++) {
      System.gc();
      // The detector looks at what was collected when the next buffer is made.
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    Queue<String> found = new ConcurrentLinkedQueue<>(LEAKS);
    LEAKS.clear();
    return found;
  }
}
