package org.meshwork.libp2p.host;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who hears what happens to a host. Told on the host's executor, changed by any thread. */
final class HostEvents {
  private static final System.Logger LOG = System.getLogger(Host.class.getName());

  private final List<HostListener> listeners = new CopyOnWriteArrayList<>();

  void add(HostListener listener) {
    listeners.add(Objects.requireNonNull(listener));
  }

  void remove(HostListener listener) {
    listeners.remove(listener);
  }

  void tell(Consumer<HostListener> event) {
    for (HostListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException thrown) {
        LOG.log(Level.WARNING, () -> "a listener of a host failed: " + listener, thrown);
      }
    }
  }
}
