package org.meshwork.documents.collections;

import java.lang.module.ModuleDescriptor.Version;
import org.jdbi.v3.core.Handle;

/**
 * What the database's pgvector can do, and what must not be asked of it (ADR 0010).
 *
 * @param version such as 0.8.0
 */
public record VectorExtension(Version version) {
  private static final Version ITERATIVE_SCANS = Version.parse("0.8.0");
  private static final Version SOUND_VACUUM = Version.parse("0.8.4");

  public static VectorExtension of(Handle handle) {
    return parse(
        handle
            .select("select extversion from pg_extension where extname = 'vector'")
            .mapTo(String.class)
            .one());
  }

  static VectorExtension parse(String version) {
    return new VectorExtension(Version.parse(version));
  }

  /** Whether an index scan goes on until enough rows have passed the filter. */
  public boolean scansIteratively() {
    return version.compareTo(ITERATIVE_SCANS) >= 0;
  }

  /** Whether VACUUM may work on an HNSW index while others insert into it. */
  boolean vacuumsBesideInserts() {
    return version.compareTo(SOUND_VACUUM) >= 0;
  }
}
