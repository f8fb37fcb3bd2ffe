package org.meshwork.web.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.Settings;
import org.meshwork.web.problem.WebProblems;

class UploadsTest {
  private final Uploads uploads = new Uploads();

  @BeforeEach
  void allowOneAtOnce() {
    Map<String, String> values = Map.of("meshwork.ingestion.max-uploads", "1");
    uploads.set(UploadSettings.from(new Settings(key -> Optional.ofNullable(values.get(key))), 2));
  }

  @Test
  void refusesMoreUploadsAtOnceThanThereAreTurns() {
    assertThat(refusal(new DuringAnother()).type()).isEqualTo(WebProblems.TOO_MANY_UPLOADS);
  }

  @Test
  void givesATurnBackHoweverTheUploadEnds() {
    for (int i = 0; i < 3; i++) {
      assertThat(refusal(InputStream.nullInputStream()).type()).isEqualTo(InputRejected.TYPE);
    }
  }

  private Problem refusal(InputStream body) {
    return catchThrowableOfType(
        Problem.class, () -> uploads.receive("multipart/form-data; boundary=b", -1, body));
  }

  /** A body in whose midst another upload is tried. */
  private final class DuringAnother extends InputStream {
    @Override
    public int read() {
      throw refusal(InputStream.nullInputStream());
    }
  }
}
