package org.meshwork.web.documents;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an upload looks like, for the API's description only: nothing is ever read into it. */
@Schema(name = "Upload", requiredProperties = "file")
record UploadForm(
    @Schema(
            type = SchemaType.ARRAY,
            implementation = BinaryFile.class,
            description =
                "One part for each file. `filename` may be a relative path, and names the document.")
        List<BinaryFile> file) {

  @Schema(type = SchemaType.STRING, format = "binary")
  record BinaryFile() {}
}
