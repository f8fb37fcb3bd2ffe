package org.meshwork.libp2p.protocol.gossipsub.score;

/** A peer's conduct in one topic. */
final class TopicScore {
  private final TopicScoreSettings settings;
  private boolean isInMesh;
  private long graftedNanos;

  /** As of the last refresh. */
  private long meshNanos;

  private double firstDeliveries;
  private double meshDeliveries;
  private double meshFailures;
  private double invalidMessages;

  TopicScore(TopicScoreSettings settings) {
    this.settings = settings;
  }

  void grafted(long nowNanos) {
    isInMesh = true;
    graftedNanos = nowNanos;
    meshNanos = 0;
  }

  void pruned() {
    double missing = missing();
    meshFailures += missing * missing;
    isInMesh = false;
    meshNanos = 0;
  }

  /** P3: of the deliveries that are expected from a peer that has been in the mesh for a while. */
  private double missing() {
    TopicScoreSettings.MeshDeliveries mesh = settings.meshDeliveries();
    boolean isActive = isInMesh && meshNanos > mesh.activation().toNanos();
    return isActive ? Math.max(0, mesh.threshold() - meshDeliveries) : 0;
  }

  void deliveredFirst() {
    firstDeliveries = Math.min(firstDeliveries + 1, settings.firstDeliveries().cap());
    deliveredInMesh();
  }

  private void deliveredInMesh() {
    if (isInMesh) {
      meshDeliveries = Math.min(meshDeliveries + 1, settings.meshDeliveries().cap());
    }
  }

  /** Another delivery of a message that is still being validated. */
  void deliveredMeanwhile() {
    deliveredInMesh();
  }

  /**
   * Another delivery of a valid message.
   *
   * @param laterNanos than its validation
   */
  void deliveredAgain(long laterNanos) {
    if (laterNanos <= settings.meshDeliveries().window().toNanos()) {
      deliveredInMesh();
    }
  }

  void deliveredInvalid() {
    invalidMessages++;
  }

  /** The peer has gone: nothing good is remembered. */
  void gone() {
    pruned();
    firstDeliveries = 0;
  }

  void measureMeshTime(long nowNanos) {
    if (isInMesh) {
      meshNanos = nowNanos - graftedNanos;
    }
  }

  void decay(double toZero) {
    firstDeliveries = Decay.of(firstDeliveries, settings.firstDeliveries().decay(), toZero);
    meshDeliveries = Decay.of(meshDeliveries, settings.meshDeliveries().decay(), toZero);
    meshFailures = Decay.of(meshFailures, settings.meshFailures().decay(), toZero);
    invalidMessages = Decay.of(invalidMessages, settings.invalidMessages().decay(), toZero);
  }

  /** Nothing is left that tells this peer from one that has never been here. */
  boolean isBlank() {
    return !isInMesh
        && firstDeliveries == 0
        && meshDeliveries == 0
        && meshFailures == 0
        && invalidMessages == 0;
  }

  double value() {
    double missing = missing();
    return settings.weight()
        * (settings.meshTime().weight() * meshPoints()
            + settings.firstDeliveries().weight() * firstDeliveries
            + settings.meshDeliveries().weight() * missing * missing
            + settings.meshFailures().weight() * meshFailures
            + settings.invalidMessages().weight() * invalidMessages * invalidMessages);
  }

  /** P1: whole quanta. */
  private double meshPoints() {
    long quanta = isInMesh ? meshNanos / settings.meshTime().quantum().toNanos() : 0;
    return Math.min(quanta, settings.meshTime().cap());
  }
}
