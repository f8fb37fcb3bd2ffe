package org.meshwork.mesh.offer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meshwork.connector.NodeStatus;
import org.meshwork.foundation.NodeVersion;
import org.meshwork.mesh.coordinates.Coordinates;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.Energy;
import org.meshwork.mesh.descriptor.FreeCapacity;
import org.meshwork.mesh.descriptor.ModelName;
import org.meshwork.mesh.descriptor.NodeAddress;

/** What this node can do at the moment. */
@ApplicationScoped
public class OwnCapabilities {
  private static final long MEBIBYTE = 1 << 20;

  private final OfferSettings settings;
  private final Instance<OfferedModels> models;
  private final Instance<WaitingWork> work;

  @Inject
  OwnCapabilities(
      OfferSettings settings, Instance<OfferedModels> models, Instance<WaitingWork> work) {
    this.settings = settings;
    this.models = models;
    this.work = work;
  }

  /** For the container's proxy. */
  protected OwnCapabilities() {
    this(null, null, null);
  }

  public Capabilities at(NodeStatus status, Coordinates here) {
    return new Capabilities(
        few(status.skills().stream(), Capabilities.MAX_SKILLS, it -> it),
        few(
            models.stream().flatMap(it -> it.ids().stream()),
            Capabilities.MAX_MODELS,
            ModelName::new),
        capacity(),
        settings.region(),
        Optional.of(here).filter(it -> !it.equals(Coordinates.ORIGIN)).map(Coordinates::stated),
        Energy.UNKNOWN,
        settings.labels(),
        few(status.addresses().stream(), Capabilities.MAX_ADDRESSES, NodeAddress::new),
        NodeVersion.VALUE);
  }

  private static <T, R> Set<R> few(Stream<T> values, int max, Function<T, R> mapping) {
    return values.limit(max).map(mapping).collect(Collectors.toUnmodifiableSet());
  }

  private FreeCapacity capacity() {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return new FreeCapacity(
        work.stream().mapToInt(WaitingWork::tasks).sum(),
        runtime.availableProcessors(),
        (int) Math.min(Integer.MAX_VALUE, free / MEBIBYTE),
        Optional.empty());
  }
}
