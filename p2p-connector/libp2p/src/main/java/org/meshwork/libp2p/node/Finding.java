package org.meshwork.libp2p.node;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.discovery.bootstrap.BootstrapSettings;
import org.meshwork.libp2p.discovery.mdns.MdnsPlace;
import org.meshwork.libp2p.discovery.mdns.MdnsSettings;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * How a node finds peers by itself, from its start to its end. Peers that are found are called on,
 * and asked for others in the hash table.
 *
 * @param kept peers that it stays connected to, each address with its {@code /p2p} step; 256 at
 *     most
 * @param keeping how it does
 * @param links local networks on which it looks for peers and lets itself be found, 16 at most
 * @param asking how it does; a private network that shares a link with others has a service of its
 *     own
 * @param meeting where it meets others, if anywhere
 * @param enough connections, with which nobody more is called on; 1 to 65,536
 * @param interval after which peers that were not reached are looked for again, 1 second to 1 day
 */
public record Finding(
    List<Multiaddr> kept,
    BootstrapSettings keeping,
    List<MdnsPlace> links,
    MdnsSettings asking,
    Optional<Meeting> meeting,
    int enough,
    Duration interval) {
  private static final int MAX_KEPT = 256;
  private static final int MAX_LINKS = 16;
  private static final int MAX_ENOUGH = 65_536;

  /** Nobody, nowhere; up to 32 connections, every 5 minutes. */
  public static final Finding DEFAULT =
      new Finding(
          List.of(),
          BootstrapSettings.DEFAULT,
          List.of(),
          MdnsSettings.DEFAULT,
          Optional.empty(),
          32,
          Duration.ofMinutes(5));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public Finding {
    kept = Ranges.peers("kept", kept, MAX_KEPT);
    links = List.copyOf(links);
    Objects.requireNonNull(keeping);
    Objects.requireNonNull(asking);
    Objects.requireNonNull(meeting);
    if (links.size() > MAX_LINKS) {
      throw new IllegalArgumentException("links are " + links.size() + ", not 16 at most");
    }
    if (enough < 1 || enough > MAX_ENOUGH) {
      throw new IllegalArgumentException("enough is " + enough + ", not 1 to " + MAX_ENOUGH);
    }
    Ranges.require("interval", interval, Duration.ofSeconds(1), Duration.ofDays(1));
  }

  public Finding withKept(List<Multiaddr> others) {
    return new Finding(others, keeping, links, asking, meeting, enough, interval);
  }

  public Finding withLinks(MdnsPlace... others) {
    return new Finding(kept, keeping, List.of(others), asking, meeting, enough, interval);
  }

  public Finding withMeeting(Meeting other) {
    return new Finding(kept, keeping, links, asking, Optional.of(other), enough, interval);
  }

  public Finding withInterval(Duration other) {
    return new Finding(kept, keeping, links, asking, meeting, enough, other);
  }

  public Finding withEnough(int other) {
    return new Finding(kept, keeping, links, asking, meeting, other, interval);
  }
}
