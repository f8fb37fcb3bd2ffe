package org.meshwork.web.events;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
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
 * The event streams that are open. A stream costs memory and a socket, no thread: the server's pool
 * lends one for as long as there is something to send. {@link TaskEvents} bounds how many there
 * are.
 */
@ApplicationScoped
public class EventStreams {
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  @Inject private TaskEvents events;
  @Inject private Tasks tasks;
  @Inject private Config config;
  @Inject private Meters meters;
  @Resource private ManagedExecutorService executor;
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

  void open(TaskId task, long after, SseEventSink sink, Sse sse) {
    EventStream stream = new EventStream(tasks, sink, sse, executor, open::remove);
    open.add(stream);
    try {
      stream.subscribed(events.subscribe(task, after, stream));
    } catch (RuntimeException e) {
      open.remove(stream);
      throw e;
    }
  }

  private void beat() {
    open.forEach(EventStream::beat);
  }
}
