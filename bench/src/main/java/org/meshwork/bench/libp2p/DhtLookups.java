package org.meshwork.bench.libp2p;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.meshwork.bench.libp2p.DhtNetwork.Member;
import org.meshwork.libp2p.protocol.kad.Neighbourhood;

/** Nodes that look others up, and how that went. */
final class DhtLookups {
  private final DhtNetwork network;
  private final List<Double> hops = new ArrayList<>();
  private final List<Double> requests = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private int begun;
  private int ended;
  private int found;
  private int missed;

  DhtLookups(DhtNetwork network) {
    this.network = network;
  }

  /** A node by chance looks for another by chance. */
  void begin() {
    Member asking = network.any();
    Member wanted = network.any();
    if (asking == wanted) {
      return;
    }
    begun++;
    Duration start = now();
    asking
        .table
        .closest(wanted.host.id().encode())
        .whenComplete((way, failure) -> settle(asking, wanted, way, now().minus(start)));
  }

  private Duration now() {
    return network.simulation().time().elapsed();
  }

  private void settle(Member asking, Member wanted, Neighbourhood way, Duration taken) {
    ended++;
    if (asking.isGone || wanted.isGone) {
      return;
    }
    if (way == null || !way.peers().contains(wanted.host.id())) {
      missed++;
      return;
    }
    found++;
    hops.add((double) way.hops());
    requests.add((double) way.requests());
    seconds.add(taken.toMillis() / 1e3);
  }

  boolean areOver() {
    return ended == begun;
  }

  /** Those whose both ends stayed. */
  int count() {
    return found + missed;
  }

  double success() {
    return (double) found / count();
  }

  /** Of those that were found, as all that follows. */
  List<Double> hops() {
    return hops;
  }

  List<Double> requests() {
    return requests;
  }

  List<Double> seconds() {
    return seconds;
  }
}
