package org.meshwork.libp2p.protocol.kad;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadRecord;

/**
 * Compares what nodes have under a key (libp2p/specs kad-dht, "Value retrieval"). Values that fail
 * validation count as none, and cost whoever sent them its place in the table.
 */
final class ValueSearch implements Query.Purpose {
  private static final System.Logger LOG = System.getLogger(ValueSearch.class.getName());

  private final Bytes key;
  private final int quorum;
  private final Validators validators;
  private final Neighbours neighbours;
  private final List<PeerId> holders = new ArrayList<>();
  private final Set<PeerId> outdated = new HashSet<>();
  private final Set<PeerId> empty = new HashSet<>();
  private Optional<Bytes> best;
  private int answers;

  /**
   * @param own what this node has, which is valid and counts as one answer
   */
  ValueSearch(
      Bytes key, int quorum, Optional<Bytes> own, Validators validators, Neighbours neighbours) {
    this.key = key;
    this.quorum = quorum;
    this.best = own;
    this.answers = own.isPresent() ? 1 : 0;
    this.validators = validators;
    this.neighbours = neighbours;
  }

  boolean isEnough() {
    return answers >= quorum;
  }

  @Override
  public KadMessage request() {
    return KadMessage.getValue(key);
  }

  @Override
  public boolean answered(PeerId from, KadMessage answer) {
    if (answer.record().isEmpty()) {
      empty.add(from);
      return false;
    }
    try {
      take(from, answer.record().get());
    } catch (InputRefused poisoned) {
      LOG.log(Level.DEBUG, () -> "a value of " + from + " is refused", poisoned);
      neighbours.distrust(from);
    }
    return isEnough();
  }

  private void take(PeerId from, KadRecord record) {
    if (!record.key().equals(key)) {
      throw new InputRefused(Reason.FORGED, "a value for another key");
    }
    validators.validate(key, record.value());
    answers++;
    if (best.isEmpty() || validators.isBetter(key, record.value(), best.get())) {
      best = Optional.of(record.value());
      outdated.addAll(holders);
      holders.clear();
    }
    if (record.value().equals(best.get())) {
      holders.add(from);
    } else {
      outdated.add(from);
    }
  }

  Optional<FoundValue> found() {
    return best.map(value -> new FoundValue(value, answers));
  }

  /** Who should have the best value, and has a worse one, or none although close to the key. */
  List<PeerId> toCorrect(Neighbourhood around) {
    List<PeerId> all = new ArrayList<>(outdated);
    around.peers().stream().filter(empty::contains).forEach(all::add);
    return all;
  }
}
