package org.meshwork.documents.collections;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.meshwork.documents.content.ContentStore;

/**
 * Once a minute: passages and bytes that nothing refers to, and the tables of passages. Being there
 * from the start, it also makes a wrong setting of collections fail the deployment.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class CollectionsUpkeep {
  private static final int MAX_ROUNDS = 20;

  @Inject private Documents documents;
  @Inject private ContentStore contents;
  @Inject private PartitionUpkeep partitions;
  @Inject private CollectionSettings settings;

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  void tidy() {
    try {
      documents.removeUnused();
      removeContents();
      partitions.run();
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
