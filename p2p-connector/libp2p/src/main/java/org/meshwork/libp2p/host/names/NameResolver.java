package org.meshwork.libp2p.host.names;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * Asks the domain name system. From any thread; never blocks. Stages complete on any thread;
 * exceptionally if there is no answer, an empty list if the answer is that there is none.
 */
public interface NameResolver {
  CompletionStage<List<Inet4Address>> ip4(String name);

  CompletionStage<List<Inet6Address>> ip6(String name);

  /** The texts of the name's TXT records, each in one piece. */
  CompletionStage<List<String>> texts(String name);

  /** Knows no name. */
  static NameResolver none() {
    return new NameResolver() {
      @Override
      public CompletionStage<List<Inet4Address>> ip4(String name) {
        return unknown(name);
      }

      @Override
      public CompletionStage<List<Inet6Address>> ip6(String name) {
        return unknown(name);
      }

      @Override
      public CompletionStage<List<String>> texts(String name) {
        return unknown(name);
      }

      private static <T> CompletionStage<T> unknown(String name) {
        return CompletableFuture.failedStage(
            new ConnectionFailed(
                Reason.UNSUPPORTED_ADDRESS, "this host resolves no names, such as " + name));
      }
    };
  }
}
