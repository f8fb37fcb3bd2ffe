package org.meshwork.documents.ingestion;

import java.util.Optional;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.tasks.TaskId;

/**
 * One document of an ingestion.
 *
 * @param n from 0, in the order of the task
 * @param source {@code upload}, or the path of the file
 * @param content empty until it has been read
 * @param length in bytes
 * @param problem why it failed
 */
public record IngestItem(
    TaskId task,
    int n,
    String name,
    String source,
    ItemState state,
    long length,
    Optional<ContentId> content,
    int chunks,
    Optional<ProblemRecord> problem) {}
