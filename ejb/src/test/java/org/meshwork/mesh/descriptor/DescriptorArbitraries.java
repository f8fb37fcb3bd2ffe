package org.meshwork.mesh.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

/** Any descriptors, the extremes of each bound included. */
final class DescriptorArbitraries {
  private DescriptorArbitraries() {}

  static Arbitrary<CapabilityDescriptor> descriptors() {
    Arbitrary<PeerName> peers =
        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(60).map(PeerName::new);
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(0, Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli())
            .map(Instant::ofEpochMilli);
    Arbitrary<Duration> ttls = Arbitraries.longs().between(5_000, 600_000).map(Duration::ofMillis);
    Arbitrary<Long> sequences = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(peers, sequences, instants, ttls, capabilities())
        .as(CapabilityDescriptor::new);
  }

  private static Arbitrary<Capabilities> capabilities() {
    return Combinators.combine(
            skills(),
            texts(40).map(ModelName::new).set().ofMaxSize(Capabilities.MAX_MODELS),
            capacities(),
            plain("abc.-1", "e", 63).map(Region::new).optional(),
            coordinates().optional(),
            energy(),
            labels())
        .as(CapabilitiesSoFar::new)
        .flatMap(
            it ->
                Combinators.combine(addresses(), texts(64))
                    .as((addresses, version) -> it.with(addresses, version)));
  }

  /** As many as can be combined at once. */
  private record CapabilitiesSoFar(
      Set<SkillName> skills,
      Set<ModelName> models,
      FreeCapacity capacity,
      Optional<Region> region,
      Optional<StatedCoordinates> coordinates,
      Energy energy,
      Set<DataLabel> accepted) {
    Capabilities with(Set<NodeAddress> addresses, String version) {
      return new Capabilities(
          skills, models, capacity, region, coordinates, energy, accepted, addresses, version);
    }
  }

  private static Arbitrary<Set<NodeAddress>> addresses() {
    return plain("ip4/.1", "/", 40)
        .filter(it -> it.length() > 1)
        .map(NodeAddress::new)
        .set()
        .ofMaxSize(Capabilities.MAX_ADDRESSES);
  }

  private static Arbitrary<Set<SkillName>> skills() {
    return Combinators.combine(plain("az.-09", "s", 10), Arbitraries.integers().between(1, 9_999))
        .as(SkillName::new)
        .set()
        .ofMaxSize(Capabilities.MAX_SKILLS);
  }

  private static Arbitrary<Set<DataLabel>> labels() {
    return plain("az.-09", "label:v", 40)
        .map(DataLabel::new)
        .set()
        .ofMaxSize(Capabilities.MAX_LABELS);
  }

  private static Arbitrary<String> plain(String characters, String start, int maxMore) {
    return Arbitraries.strings()
        .withChars(characters.toCharArray())
        .ofMaxLength(maxMore)
        .map(it -> start + it);
  }

  /** With all that JSON has to escape. */
  private static Arbitrary<String> texts(int maxLength) {
    StringArbitrary texts = Arbitraries.strings().ofMinLength(1).ofMaxLength(maxLength);
    return texts
        .withChars("aZ \"\\/{}[]:,é字\uffff".toCharArray())
        .map(it -> it.length() % 5 == 3 ? it.substring(1) + "😀".substring(0, 2) : it)
        .filter(it -> it.length() <= maxLength);
  }

  private static Arbitrary<FreeCapacity> capacities() {
    Arbitrary<Integer> figures = Arbitraries.integers().greaterOrEqual(0);
    return Combinators.combine(figures, figures, figures, texts(128).optional())
        .as(FreeCapacity::new);
  }

  private static Arbitrary<StatedCoordinates> coordinates() {
    Arbitrary<Double> figures = Arbitraries.doubles();
    return Combinators.combine(figures, figures, figures, figures, figures)
        .as(StatedCoordinates::new);
  }

  private static Arbitrary<Energy> energy() {
    Arbitrary<Optional<Double>> figures = Arbitraries.doubles().between(0, 1e9).optional();
    return Combinators.combine(figures, figures)
        .as((watts, grams) -> new Energy(figure(watts), figure(grams)));
  }

  private static OptionalDouble figure(Optional<Double> figure) {
    return figure.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
