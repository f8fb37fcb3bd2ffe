package org.meshwork.cli.client;

import java.util.Optional;

/**
 * How far a task is; {@code done} counts documents that have an outcome, failed ones among them.
 */
public record ProgressView(
    long total, long done, long failed, long chunks, Optional<Long> secondsLeft) {}
