package org.meshwork.cli;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.cli.client.LocalFile;

/** The files that were found to be ingested, and those that cannot be read. */
record Harvest(List<LocalFile> files, List<DocumentFailure> unreadable) {
  /** The bounds of one upload, which is one task. */
  record BatchSize(int files, long bytes) {}

  Harvest {
    files = List.copyOf(files);
    unreadable = List.copyOf(unreadable);
  }

  long bytes() {
    return files.stream().mapToLong(LocalFile::bytes).sum();
  }

  /** In order; a file larger than a batch goes alone. */
  List<List<LocalFile>> batches(BatchSize size) {
    List<List<LocalFile>> batches = new ArrayList<>();
    List<LocalFile> batch = new ArrayList<>();
    long bytes = 0;
    for (LocalFile file : files) {
      boolean full = batch.size() == size.files() || bytes + file.bytes() > size.bytes();
      if (full && !batch.isEmpty()) {
        batches.add(List.copyOf(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(file);
      bytes += file.bytes();
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
