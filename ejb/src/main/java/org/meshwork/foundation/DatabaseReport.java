package org.meshwork.foundation;

import java.util.Optional;

/**
 * What the node found when it looked at its database.
 *
 * @param serverVersion of PostgreSQL, such as {@code 15.18}
 * @param vectorVersion of pgvector, such as {@code 0.8.0}
 * @param warning faults of that pgvector an administrator should know
 */
public record DatabaseReport(
    String serverVersion, String vectorVersion, Optional<String> warning) {}
