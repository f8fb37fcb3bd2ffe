package org.meshwork.web.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;

/**
 * Reads multipart/form-data part by part, straight from the connection. The library's own ways to
 * keep parts in memory or in files are not used.
 */
final class MultipartFiles
    extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {
  private static final int MAX_PART_HEADER_BYTES = 16_384;

  MultipartFiles() {
    setHeaderCharset(UTF_8);
    setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
  }

  static RequestContext request(String contentType, InputStream body) {
    return new Request(contentType, body);
  }

  @Override
  public FileItemInputIterator getItemIterator(RequestContext request) throws IOException {
    return super.getItemIterator(request);
  }

  @Override
  public Map<String, List<DiskFileItem>> parseParameterMap(RequestContext request) {
    throw new UnsupportedOperationException("parts are streamed");
  }

  @Override
  public List<DiskFileItem> parseRequest(RequestContext request) {
    throw new UnsupportedOperationException("parts are streamed");
  }

  private record Request(String contentType, InputStream body) implements RequestContext {
    @Override
    public String getCharacterEncoding() {
      return UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
