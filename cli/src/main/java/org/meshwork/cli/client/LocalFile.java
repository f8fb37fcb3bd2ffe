package org.meshwork.cli.client;

import java.nio.file.Path;

/** A file to upload and the name its document gets in the collection. */
public record LocalFile(Path path, String name, long bytes) {}
