package org.meshwork.documents.ingestion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Items on their way into the table, a bounded number at a time. */
final class ItemBatches implements Consumer<NewItem> {
  static final int SIZE = 1_000;

  /** Where a batch goes. */
  interface Sink {
    void insert(int first, List<NewItem> batch);
  }

  private final int max;
  private final Sink sink;
  private final List<NewItem> batch = new ArrayList<>(SIZE);
  private int accepted;
  private int failed;

  ItemBatches(int max, Sink sink) {
    this.max = max;
    this.sink = sink;
  }

  static void of(List<NewItem> items, Sink sink) {
    ItemBatches batches = new ItemBatches(items.size(), sink);
    items.forEach(batches);
    batches.flush();
  }

  static List<NewItem> lastOfEachName(List<UploadedFile> files) {
    Map<String, NewItem> byName = new LinkedHashMap<>();
    for (UploadedFile file : files) {
      String name = file.name().value();
      byName.put(name, new NewItem(name, "upload", file.content(), file.length(), file.problem()));
    }
    return List.copyOf(byName.values());
  }

  @Override
  public void accept(NewItem item) {
    if (accepted == max) {
      throw new TooManyDocuments(max);
    }
    batch.add(item);
    accepted++;
    failed += item.problem().isPresent() ? 1 : 0;
    if (batch.size() == SIZE) {
      flush();
    }
  }

  void flush() {
    if (!batch.isEmpty()) {
      sink.insert(accepted - batch.size(), batch);
      batch.clear();
    }
  }

  ItemCount count() {
    return new ItemCount(accepted, failed);
  }
}
