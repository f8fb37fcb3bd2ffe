package org.meshwork.documents.collections;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.meshwork.documents.content.ContentStore;
import org.meshwork.documents.content.LeftBehind;

/**
 * Once a minute: the tables of passages. Now and then, since it looks through whole tables:
 * passages, bytes and temporary files that nothing refers to. Being there from the start, it also
 * makes a wrong setting of collections fail the deployment.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class CollectionsUpkeep {
  private static final int MAX_ROUNDS = 20;

  /** Far longer than any upload or reading lasts. */
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  @Inject private Clock clock;
  @Inject private Documents documents;
  @Inject private ContentStore contents;
  @Inject private PartitionUpkeep partitions;
  @Inject private CollectionSettings settings;

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  void tidy() {
    attempt(partitions::run);
  }

  @Schedule(hour = "*", minute = "*/10", second = "0", persistent = false)
  void removeUnreferenced() {
    attempt(documents::removeUnused);
    attempt(this::removeContents);
  }

  @PostConstruct
  void start() {
    removeLeftBehind();
  }

  @Schedule(hour = "*", minute = "5", persistent = false)
  void removeLeftBehind() {
    attempt(
        () ->
            LeftBehind.remove(
                Path.of(System.getProperty("java.io.tmpdir")), clock.instant().minus(LEFT_BEHIND)));
  }

  private static void attempt(Runnable duty) {
    try {
      duty.run();
    } catch (RuntimeException e) {
      // Thrown from here, the container would try once more at once and then warn of its own.
      CollectionsLog.LOG.upkeepFailed(e);
    }
  }

  private void removeContents() {
    int removed = 0;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      int now = contents.removeUnreferenced(settings.contentGrace());
      if (now == 0) {
        break;
      }
      removed += now;
    }
    if (removed > 0) {
      CollectionsLog.LOG.contentsRemoved(removed);
    }
  }
}
