package org.meshwork.web.openapi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** How a problem looks (RFC 9457). */
final class ProblemSchema {
  static final String NAME = "Problem";

  private ProblemSchema() {}

  static Schema schema() {
    Schema type =
        text("Stable; tells what kind of problem it is.")
            .format("uri")
            .enumeration(
                ProblemCatalogue.all().stream().<Object>map(it -> it.uri().toString()).toList());
    Schema remedy =
        text("What the caller may do: `retry-here` later, `retry-elsewhere`, `correct-input`, or `ask-administrator`.")
            .enumeration(Arrays.stream(Remedy.values()).<Object>map(ProblemSchema::text).toList());
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description("RFC 9457. Further members, such as `field` or `maxBytes`, are for machines.")
        .required(List.of("type", "title", "status", "detail", "remedy"))
        .addProperty("type", type)
        .addProperty("title", text("The same for every occurrence of a type."))
        .addProperty("status", number("The HTTP status."))
        .addProperty("detail", text("This occurrence: what is wrong, and what would be right."))
        .addProperty("remedy", remedy)
        .addProperty("field", text("The part of the request that can't be used."))
        .addProperty("incident", text("Under which the node's log has the reason."));
  }

  /** A problem of one of these types. */
  static Schema ofTypes(List<ProblemType> types) {
    Schema type =
        OASFactory.createSchema()
            .addType(SchemaType.STRING)
            .enumeration(types.stream().<Object>map(it -> it.uri().toString()).toList());
    return OASFactory.createSchema()
        .addAllOf(OASFactory.createSchema().ref(NAME))
        .addAllOf(OASFactory.createSchema().addProperty("type", type));
  }

  static Example example(ProblemType type) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type.uri().toString());
    members.put("title", type.title());
    members.put("status", type.status());
    members.put("detail", type.title());
    members.put("remedy", text(type.remedy()));
    return OASFactory.createExample().value(members);
  }

  private static String text(Remedy remedy) {
    return remedy.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
  }

  private static Schema number(String description) {
    return OASFactory.createSchema().addType(SchemaType.INTEGER).description(description);
  }
}
