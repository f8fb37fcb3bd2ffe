package org.meshwork.libp2p.host.names;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** Names that a test knows. Those that it doesn't know are not answered. */
public final class FakeNames implements NameResolver {
  public final List<String> asked = new ArrayList<>();
  private final Map<String, List<String>> records = new HashMap<>();

  /**
   * @param type A, AAAA or TXT
   */
  public FakeNames with(String type, String name, String... values) {
    records.put(type + " " + name, List.of(values));
    return this;
  }

  private <T> CompletionStage<List<T>> answer(String question, Function<String, T> reading) {
    asked.add(question);
    if (!records.containsKey(question)) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.UNREACHABLE, "no answer to " + question));
    }
    return CompletableFuture.completedStage(records.get(question).stream().map(reading).toList());
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public CompletionStage<List<Inet4Address>> ip4(String name) {
    return answer("A " + name, text -> (Inet4Address) address(text));
  }

  @Override
  public CompletionStage<List<Inet6Address>> ip6(String name) {
    return answer("AAAA " + name, text -> (Inet6Address) address(text));
  }

  @Override
  public CompletionStage<List<String>> texts(String name) {
    return answer("TXT " + name, text -> text);
  }
}
