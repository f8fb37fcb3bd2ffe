package org.meshwork.web.http;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.PageRequest;

/** The parameters that every list takes. */
public class Paging {
  @Parameter(
      description = "How many items to give at most.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  @QueryParam("limit")
  private String limit;

  @Parameter(description = "Where to go on: `next` of the part before. Opaque.")
  @QueryParam("cursor")
  private String cursor;

  public PageRequest request() {
    return new PageRequest(
        Optional.ofNullable(cursor).filter(it -> !it.isBlank()).map(Cursor::decode),
        Parameters.integer("limit", limit).orElse(PageRequest.DEFAULT_LIMIT));
  }
}
