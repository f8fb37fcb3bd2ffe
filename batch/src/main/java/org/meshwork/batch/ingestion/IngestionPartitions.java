package org.meshwork.batch.ingestion;

import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Properties;
import org.meshwork.documents.ingestion.IngestionSettings;

/** As many partitions as documents are to be worked on at once; each takes what is next. */
@Named("ingestionPartitions")
@Dependent
class IngestionPartitions implements PartitionMapper {
  @Inject private IngestionSettings settings;

  @Override
  public PartitionPlan mapPartitions() {
    PartitionPlanImpl plan = new PartitionPlanImpl();
    plan.setPartitions(settings.partitions());
    plan.setThreads(settings.partitions());
    // The partitions differ in nothing; but JBeret reads their properties all the same.
    Properties[] none = new Properties[settings.partitions()];
    Arrays.setAll(none, partition -> new Properties());
    plan.setPartitionProperties(none);
    // A resumed job begins all of them again: one that had found nothing left may now find what
    // another was reading when it was interrupted.
    plan.setPartitionsOverride(true);
    return plan;
  }
}
