package org.meshwork.mesh.peers;

import java.util.Optional;
import java.util.Set;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.DataLabel;
import org.meshwork.mesh.descriptor.Region;

/** What a policy asks of a peer. In a mesh, many peers have the same. */
record Terms(Optional<Region> region, Set<DataLabel> accepted) {
  static Terms of(Capabilities capabilities) {
    return new Terms(capabilities.region(), capabilities.accepted());
  }

  boolean fit(PeerCondition condition) {
    return accepted.containsAll(condition.labels())
        && (condition.regions().isEmpty()
            || region.map(condition.regions()::contains).orElse(false));
  }
}
