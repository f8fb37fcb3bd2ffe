package org.meshwork.mesh.offer;

/** What waits here before anything new is begun. Asked once a second; answers from memory. */
public interface WaitingWork {
  int tasks();
}
