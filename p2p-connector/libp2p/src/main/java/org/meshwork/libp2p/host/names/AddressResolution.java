package org.meshwork.libp2p.host.names;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * Turns addresses that begin with a name into addresses that can be dialled (libp2p/specs
 * addressing, "IP and Name Resolution"; multiaddr/protocols/DNSADDR.md). From any thread.
 */
public final class AddressResolution {
  /** Names that lead to names. */
  static final int MAX_DEPTH = 4;

  /** Of one address, with all names that it leads to. */
  static final int MAX_QUERIES = 32;

  /** Of one address; more are left out. */
  static final int MAX_ADDRESSES = 32;

  private static final String TEXT_NAME = "_dnsaddr.";
  private static final String TEXT_BEGIN = "dnsaddr=";

  private final NameResolver names;

  /** What is left of the queries of one resolution. */
  private int queriesLeft = MAX_QUERIES;

  private AddressResolution(NameResolver names) {
    this.names = names;
  }

  /** Whether the address begins with a name. */
  public static boolean hasName(Multiaddr address) {
    return switch (address.components().get(0).protocol()) {
      case DNS, DNS4, DNS6, DNSADDR -> true;
      default -> false;
    };
  }

  /**
   * @return the addresses that it stands for, itself if it begins with no name; exceptionally
   *     {@link ConnectionFailed} if no name could be asked about, or none leads anywhere
   */
  public static CompletionStage<List<Multiaddr>> resolve(NameResolver names, Multiaddr address) {
    return new AddressResolution(names)
        .resolve(address, MAX_DEPTH)
        .thenApply(
            found -> {
              if (found.isEmpty()) {
                throw new ConnectionFailed(
                    Reason.UNREACHABLE, "the name leads nowhere: " + address);
              }
              return found.stream().distinct().limit(MAX_ADDRESSES).toList();
            });
  }

  private CompletionStage<List<Multiaddr>> resolve(Multiaddr address, int depth) {
    AddressComponent first = address.components().get(0);
    if (!hasName(address)) {
      return CompletableFuture.completedStage(List.of(address));
    }
    return switch (first.protocol()) {
      case DNS4 -> hosts(address, NameResolver::ip4);
      case DNS6 -> hosts(address, NameResolver::ip6);
      case DNS -> both(hosts(address, NameResolver::ip6), hosts(address, NameResolver::ip4));
      default -> texts(address, depth);
    };
  }

  private synchronized <T> CompletionStage<List<T>> ask(
      String name, BiFunction<NameResolver, String, CompletionStage<List<T>>> question) {
    if (queriesLeft == 0) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, "an address that leads to too many names"));
    }
    queriesLeft--;
    return question.apply(names, name);
  }

  private <T extends InetAddress> CompletionStage<List<Multiaddr>> hosts(
      Multiaddr address, BiFunction<NameResolver, String, CompletionStage<List<T>>> question) {
    String name = address.components().get(0).text();
    return ask(name, question)
        .thenApply(
            found ->
                found.stream()
                    .limit(MAX_ADDRESSES)
                    .flatMap(host -> at(host, name, address).stream())
                    .toList());
  }

  /** The address with the host in the name's place. */
  private static Optional<Multiaddr> at(InetAddress host, String name, Multiaddr address) {
    Bytes value = Bytes.of(host.getAddress());
    List<AddressComponent> steps = new ArrayList<>(address.components());
    steps.set(
        0,
        new AddressComponent(value.size() == 4 ? AddressProtocol.IP4 : AddressProtocol.IP6, value));
    return replaced(ServerName.keep(name, steps));
  }

  private static Optional<Multiaddr> replaced(List<AddressComponent> steps) {
    try {
      return Optional.of(new Multiaddr(steps));
    } catch (InputRefused tooLong) {
      return Optional.empty();
    }
  }

  private CompletionStage<List<Multiaddr>> texts(Multiaddr address, int depth) {
    if (depth == 0) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, "a name that leads to names too often"));
    }
    List<AddressComponent> steps = address.components();
    List<AddressComponent> suffix = steps.subList(1, steps.size());
    return ask(TEXT_NAME + steps.get(0).text(), NameResolver::texts)
        .thenCompose(texts -> all(entries(texts, suffix), depth - 1));
  }

  /** Those that end as the address that is resolved does, such as in the same peer. */
  private static List<Multiaddr> entries(List<String> texts, List<AddressComponent> suffix) {
    return texts.stream()
        .filter(text -> text.startsWith(TEXT_BEGIN))
        .flatMap(text -> parse(text.substring(TEXT_BEGIN.length()).strip()).stream())
        .filter(entry -> endsWith(entry.components(), suffix))
        .limit(MAX_ADDRESSES)
        .toList();
  }

  private static Optional<Multiaddr> parse(String text) {
    try {
      return Optional.of(Multiaddr.parse(text));
    } catch (InputRefused unknownHere) {
      return Optional.empty();
    }
  }

  private static boolean endsWith(List<AddressComponent> steps, List<AddressComponent> suffix) {
    int start = steps.size() - suffix.size();
    return start >= 0 && steps.subList(start, steps.size()).equals(suffix);
  }

  private CompletionStage<List<Multiaddr>> all(List<Multiaddr> addresses, int depth) {
    return addresses.stream()
        .map(address -> resolve(address, depth))
        .reduce(AddressResolution::both)
        .orElseGet(() -> CompletableFuture.completedStage(List.of()));
  }

  /** What both lead to; if one has no answer, what the other leads to. */
  private static CompletionStage<List<Multiaddr>> both(
      CompletionStage<List<Multiaddr>> one, CompletionStage<List<Multiaddr>> other) {
    CompletionStage<Outcome> second = other.handle(Outcome::new);
    return one.handle(Outcome::new).thenCombine(second, Outcome::and).thenCompose(Outcome::toStage);
  }

  /**
   * @param addresses null if there was a failure
   * @param failure null if there was none
   */
  private record Outcome(List<Multiaddr> addresses, Throwable failure) {
    Outcome and(Outcome other) {
      if (failure != null) {
        return other;
      }
      if (other.failure != null) {
        return this;
      }
      List<Multiaddr> joined = new ArrayList<>(addresses);
      joined.addAll(other.addresses);
      return new Outcome(joined, null);
    }

    CompletionStage<List<Multiaddr>> toStage() {
      return failure == null
          ? CompletableFuture.completedStage(addresses)
          : CompletableFuture.failedStage(ConnectionFailed.of(failure));
    }
  }
}
