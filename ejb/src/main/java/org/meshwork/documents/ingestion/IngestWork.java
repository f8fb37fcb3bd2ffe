package org.meshwork.documents.ingestion;

import java.util.Optional;
import org.meshwork.documents.content.ContentId;
import org.meshwork.tasks.TaskRun;

/**
 * A document that a run has taken.
 *
 * @param content of an upload; empty for a file of a directory
 * @param attempt how often it has been taken, this time included
 */
public record IngestWork(
    TaskRun run,
    int n,
    String name,
    String source,
    Optional<ContentId> content,
    long length,
    int attempt) {}
