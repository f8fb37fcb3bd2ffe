package org.meshwork.mesh.offer;

import java.util.Set;

/** The models that peers can have used here. Asked once a second; answers from memory. */
public interface OfferedModels {
  Set<String> ids();
}
