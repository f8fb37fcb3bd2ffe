package org.meshwork.web.mesh;

import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.meshwork.connector.SkillName;
import org.meshwork.foundation.InputRejected;
import org.meshwork.mesh.descriptor.Region;
import org.meshwork.mesh.peers.PeerFilter;
import org.meshwork.mesh.peers.PeerState;

/** Which peers are asked for. */
public class PeerQuery {
  @QueryParam("skill")
  @Parameter(
      description = "Only those that can be asked for it.",
      schema = @Schema(examples = "text.words/1"))
  String skill;

  @QueryParam("region")
  @Parameter(description = "Only those that say they stand there.")
  String region;

  @QueryParam("state")
  @Parameter(
      description = "Only those in this state.",
      schema = @Schema(enumeration = {"connected", "known", "unreachable", "blocked"}))
  String state;

  PeerFilter filter() {
    return new PeerFilter(
        parsedIfThere("skill", skill, SkillName::parse),
        parsedIfThere("region", region, Region::new),
        parsedIfThere("state", state, PeerQuery::state));
  }

  private static PeerState state(String text) {
    for (PeerState each : PeerState.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException("a state is connected, known, unreachable or blocked");
  }

  private static <T> Optional<T> parsedIfThere(
      String name, String text, Function<String, T> parse) {
    return Optional.ofNullable(text).map(given -> parsed(name, given, parse));
  }

  static <T> T parsed(String name, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException refused) {
      throw new InputRejected(name, "%s: %s.".formatted(name, refused.getMessage()));
    }
  }
}
