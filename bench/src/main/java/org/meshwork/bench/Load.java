package org.meshwork.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several clients that each do the same again and again for a while. */
final class Load {
  private Load() {}

  /** One turn of a client. */
  @FunctionalInterface
  interface Work {
    void turn(int number) throws Exception;
  }

  /** Does its work with what it has opened. */
  record Client(Work work, AutoCloseable opened) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      opened.close();
    }
  }

  static Client client(Work work, AutoCloseable opened) {
    return new Client(work, opened);
  }

  /** Makes the client of a number. */
  @FunctionalInterface
  interface Clients {
    Client open(int number) throws Exception;
  }

  /** What a load achieved. */
  record Achieved(double perSecond, Samples millis) {}

  static Achieved of(int count, double seconds, Clients factory) throws Exception {
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        clients.add(factory.open(i));
      }
      return of(clients, seconds);
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private static Achieved of(List<Client> clients, double seconds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      List<Future<List<Double>>> running = new ArrayList<>();
      for (Client client : clients) {
        Callable<List<Double>> loop = () -> loop(client.work(), end);
        running.add(threads.submit(loop));
      }
      List<Double> millis = new ArrayList<>();
      for (Future<List<Double>> one : running) {
        millis.addAll(one.get());
      }
      double took = (System.nanoTime() - start) / 1e9;
      return new Achieved(millis.size() / took, Samples.of(millis));
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static List<Double> loop(Work work, long end) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int turn = 0; System.nanoTime() < end; turn++) {
      long start = System.nanoTime();
      work.turn(turn);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return millis;
  }
}
