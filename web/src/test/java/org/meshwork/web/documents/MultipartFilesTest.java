package org.meshwork.web.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.junit.jupiter.api.Test;

class MultipartFilesTest {
  private static final String TYPE = "multipart/form-data; boundary=b";

  private static FileItemInputIterator parts(String body) throws IOException {
    return new MultipartFiles()
        .getItemIterator(
            MultipartFiles.request(TYPE, new ByteArrayInputStream(body.getBytes(UTF_8))));
  }

  private static String part(String disposition, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\"file\"; %s\r\n\r\n%s\r\n"
        .formatted(disposition, content);
  }

  @Test
  void readsNamesInUnicodeAndBytesAsTheyAre() throws IOException {
    FileItemInput file =
        parts(part("filename=\"ordner/\u00fcber \u4f60.txt\"", "hello\r\n") + "--b--\r\n").next();

    assertThat(file.getFieldName()).isEqualTo("file");
    assertThat(file.getName()).isEqualTo("ordner/\u00fcber \u4f60.txt");
    assertThat(new String(file.getInputStream().readAllBytes(), UTF_8)).isEqualTo("hello\r\n");
  }

  @Test
  void readsExtendedNames() throws IOException {
    FileItemInput file = parts(part("filename*=UTF-8''%C3%BCber.txt", "x") + "--b--\r\n").next();

    assertThat(file.getName()).isEqualTo("\u00fcber.txt");
  }

  @Test
  void failsWhereTheBodyBreaksOff() throws IOException {
    FileItemInput file = parts(part("filename=\"a\"", "half a docu").stripTrailing()).next();

    assertThatThrownBy(() -> file.getInputStream().readAllBytes()).isInstanceOf(IOException.class);
  }

  @Test
  void refusesEndlessPartHeaders() {
    String endless = part("filename=\"" + "x".repeat(100_000) + "\"", "x") + "--b--\r\n";

    assertThatThrownBy(() -> parts(endless).next()).isInstanceOf(IOException.class);
  }
}
