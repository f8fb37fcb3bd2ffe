package org.meshwork.mesh.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshConnectionFactory;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.DescriptorIntake;
import org.meshwork.mesh.descriptor.DescriptorPublishing;
import org.meshwork.mesh.descriptor.DescriptorSealing;
import org.meshwork.mesh.descriptor.DescriptorSequence;
import org.meshwork.mesh.descriptor.IntakeCounters;
import org.meshwork.mesh.descriptor.NodeAddress;
import org.meshwork.mesh.descriptor.Signatures;
import org.meshwork.mesh.peers.PeerTable;

/** Sends this node's descriptor and takes those of others. Any thread may call. */
@ApplicationScoped
public class DescriptorExchange {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MeshAdministration node;
  private final MeshConnectionFactory factory;
  private final PeerTable table;
  private final DescriptorIntake intake;
  private final DescriptorSealing sealing;
  private final HeldEnvelopes held;
  private final Supplier<DescriptorPublishing> newPublishing;
  private final AtomicReference<DescriptorPublishing> publishing = new AtomicReference<>();

  @Inject
  public DescriptorExchange(
      MeshAdministration node,
      MeshConnectionFactory factory,
      PeerTable table,
      Signatures signatures,
      ExchangeSettings settings,
      Clock clock) {
    this.node = node;
    this.factory = factory;
    this.table = table;
    this.intake =
        new DescriptorIntake(
            signatures, clock, settings.clockSkew(), DescriptorIntake.DEFAULT_MAX_PEERS);
    this.sealing = new DescriptorSealing(signatures);
    this.held = new HeldEnvelopes(clock, PeerTable.DEFAULT_MAX_PEERS);
    DescriptorSequence sequence = new DescriptorSequence(clock);
    this.newPublishing =
        () ->
            new DescriptorPublishing(
                node.status().self(), settings.ttl(), sequence, clock, new SplittableRandom());
  }

  /** For the container's proxy. */
  protected DescriptorExchange() {
    node = null;
    factory = null;
    table = null;
    intake = null;
    sealing = null;
    held = null;
    newPublishing = null;
  }

  /**
   * Tells peers what this node can do, if it is time.
   *
   * @throws MeshFailed if that can't be sent; the next one is on its way then in a third of the
   *     time to live
   */
  public void publish(Capabilities capabilities) {
    DescriptorPublishing current =
        publishing.updateAndGet(it -> it == null ? newPublishing.get() : it);
    Optional<CapabilityDescriptor> due = current.next(capabilities);
    if (due.isPresent()) {
      byte[] envelope = sealing.seal(due.get());
      held.hold(due.get(), envelope);
      try (MeshConnection mesh = factory.connect()) {
        mesh.publish(DescriptorWire.TOPIC, envelope);
      }
    }
  }

  /** Takes whatever bytes somebody has sent; those of this node itself come back, too. */
  public void take(byte[] envelope) {
    intake.take(envelope).descriptor().ifPresent(it -> accepted(it, envelope));
  }

  private void accepted(CapabilityDescriptor descriptor, byte[] envelope) {
    held.hold(descriptor, envelope);
    if (!descriptor.peer().equals(node.status().self()) && table.describe(descriptor)) {
      node.learn(
          descriptor.peer(),
          descriptor.capabilities().addresses().stream().map(NodeAddress::value).toList(),
          descriptor.ttl().multipliedBy(2));
    }
  }

  /** All that hold, for a peer that asks. */
  byte[] answer() {
    return DescriptorWire.encode(held.newest());
  }

  /** Whether the peer has said that it can be asked. */
  public boolean isSpokenBy(ConnectedPeer peer) {
    return peer.protocols().contains(DescriptorWire.PROTOCOL);
  }

  /**
   * Asks a peer for all that it holds.
   *
   * @throws MeshFailed if it does not answer
   */
  public void fetchFrom(PeerName peer) {
    byte[] answer;
    try (MeshConnection mesh = factory.connect()) {
      answer = mesh.request(peer, DescriptorWire.PROTOCOL, new byte[0], PATIENCE);
    }
    DescriptorWire.decode(answer).forEach(this::take);
  }

  /** What became of what came. */
  public IntakeCounters counters() {
    return intake.counters();
  }
}
