package org.meshwork.web.events;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.Settings;
import org.meshwork.tasks.TaskEvents;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.Tasks;

/**
 * The event streams that are open. A stream costs memory and a socket, no thread: a few threads, of
 * their own so that long work does not silence the streams, serve whichever has something to send.
 * {@link TaskEvents} bounds how many streams there are.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = EventStreams.THREADS, maxAsync = 4)
public class EventStreams {
  static final String THREADS = "java:app/concurrent/meshwork-events";

  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  @Inject private TaskEvents events;
  @Inject private Tasks tasks;
  @Inject private Config config;
  @Inject private Meters meters;

  @Resource(lookup = THREADS)
  private ManagedExecutorService executor;

  @Resource private ManagedScheduledExecutorService timer;

  private ScheduledFuture<?> heartbeat;

  /** A wrong setting fails the deployment, not the first stream. */
  void readAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
    EventSettings.from(Settings.of(config));
  }

  @PostConstruct
  void start() {
    long millis = EventSettings.from(Settings.of(config)).heartbeat().toMillis();
    heartbeat = timer.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    meters.gauge("meshwork.events.streams", open, Set::size);
  }

  @PreDestroy
  void stop() {
    heartbeat.cancel(false);
    open.forEach(EventStream::close);
  }

  /**
   * @param response of the sink's request
   */
  void open(TaskId task, long after, SseEventSink sink, Sse sse, AsyncContext response) {
    EventStream stream =
        new EventStream(
            sink,
            new EventFormat(tasks::require, sse),
            executor,
            () -> end(response),
            open::remove);
    open.add(stream);
    try {
      stream.subscribed(events.subscribe(task, after, stream));
    } catch (RuntimeException e) {
      open.remove(stream);
      throw e;
    }
  }

  /**
   * Not by closing the sink: RESTEasy's waits, without a limit, until the client has taken
   * everything. The servlet container sends what it has by and by, and cuts off a client that takes
   * nothing.
   */
  private static void end(AsyncContext response) {
    try {
      response.complete();
    } catch (IllegalStateException e) {
      // It has ended by itself, with its connection.
    }
  }

  private void beat() {
    open.forEach(EventStream::beat);
  }
}
