package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.BagOfWordsModel;
import org.meshwork.documents.OneModel;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.Library;
import org.meshwork.documents.collections.VectorMismatch;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.NodeId;
import org.meshwork.foundation.Settings;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.models.ModelUnknown;
import org.meshwork.tasks.LeaseLost;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;
import org.meshwork.tasks.TestProgress;

class IngestionPlansIT {
  private static final Settings DEFAULTS = new Settings(key -> Optional.empty());

  private final Library library = new Library();
  private final Collection collection = library.create("notes");

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void refusesAModelOfTheSameNameThatGivesOtherVectors() {
    EmbeddingModel shorter = new BagOfWordsModel("bag-of-words", Library.DIMENSION / 2);

    assertThatThrownBy(() -> plans(new OneModel(shorter)).requireModel(collection))
        .isInstanceOf(VectorMismatch.class);
  }

  @Test
  void refusesACollectionWhoseModelTheNodeDoesNotHave() {
    try (EmbeddingModels others = EmbeddingModels.outsideAServer(DEFAULTS)) {
      assertThatThrownBy(() -> plans(others).requireModel(collection))
          .isInstanceOf(ModelUnknown.class);
    }
  }

  @Test
  void plansNothingForATaskThatAnotherPlans() {
    TaskRun stale = new TaskRun(new TaskId(UUID.randomUUID()), 1);

    assertThatThrownBy(
            () ->
                plans(new OneModel(library.model))
                    .plan(stale, JsonText.object().add("collection", "notes").build()))
        .isInstanceOf(LeaseLost.class);
  }

  private IngestionPlans plans(EmbeddingModels models) {
    IngestionSettings settings = IngestionSettings.read(DEFAULTS, 2);
    return new IngestionPlans(
        library.collections,
        null,
        new AllowedDirectories(settings),
        new ItemRows(library.jdbi),
        TestProgress.of(library.jdbi, new NodeId(UUID.randomUUID()), Clock.systemUTC()),
        models,
        settings);
  }
}
