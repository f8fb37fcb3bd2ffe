package org.meshwork.web.node;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Models", requiredProperties = "items")
public record ModelsBody(List<ModelBody> items) {}
