package org.meshwork.mesh.descriptor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

class DescriptorJsonTest {
  private static final CapabilityDescriptor DESCRIPTOR =
      Descriptors.descriptor(
          new PeerName("12D3KooWpeer"), 1_767_225_600_007L, Instant.parse("2026-01-01T00:00:09Z"));

  private static final String TEXT =
      "{\"version\":1,\"peer\":\"12D3KooWpeer\",\"sequence\":1767225600007"
          + ",\"issuedAtMillis\":1767225609000,\"ttlMillis\":60000,\"softwareVersion\":\"0.1.0\""
          + ",\"skills\":[\"text.chunk/1\",\"text.embed/2\"],\"models\":[\"bge-small-en-v1.5\"]"
          + ",\"accepted\":[\"public\",\"region:eu\"]"
          + ",\"addresses\":[\"/ip4/192.0.2.1/tcp/4001\"]"
          + ",\"capacity\":{\"queueLength\":3,\"cores\":8,\"freeHeapMebibytes\":2048"
          + ",\"gpu\":\"NVIDIA L4\"},\"region\":\"eu-west\""
          + ",\"coordinates\":{\"x\":12.5,\"y\":-3.25,\"z\":0.0,\"height\":1.5,\"error\":0.2}"
          + ",\"energy\":{\"watts\":85.5,\"gramsOfCarbonDioxidePerKilowattHour\":240.0}}";

  private static CapabilityDescriptor decode(String text) {
    return DescriptorJson.decode(text.getBytes(UTF_8));
  }

  private static void assertUnreadable(String text) {
    assertThatThrownBy(() -> decode(text)).isInstanceOf(DescriptorUnreadable.class);
  }

  private static String replaced(String part, String by) {
    assertThat(TEXT).contains(part);
    return TEXT.replace(part, by);
  }

  @Test
  void writesWhatPeersOfThisVersionRead() {
    assertThat(new String(DescriptorJson.encode(DESCRIPTOR), UTF_8)).isEqualTo(TEXT);
  }

  @Test
  void readsWhatPeersOfThisVersionWrite() {
    assertThat(decode(TEXT)).isEqualTo(DESCRIPTOR);
  }

  @Test
  void ignoresMembersThatLaterVersionsMayAdd() {
    String text =
        replaced("\"cores\":8", "\"cores\":8,\"npus\":2")
            .replace("{\"version\":1", "{\"version\":1,\"later\":{\"a\":[[{}]]}");

    assertThat(decode(text)).isEqualTo(DESCRIPTOR);
  }

  @Test
  void readsWhatIsNotKnownAsEmpty() {
    String text =
        TEXT.replaceFirst(",\"gpu\":\"[^\"]*\"", "")
            .replaceFirst(",\"region\":\"[^\"]*\"", "")
            .replaceFirst(",\"coordinates\":\\{[^}]*}", "")
            .replaceFirst(",\"energy\":\\{[^}]*}", "");

    Capabilities capabilities = decode(text).capabilities();
    assertThat(capabilities.capacity().gpu()).isEmpty();
    assertThat(capabilities.region()).isEmpty();
    assertThat(capabilities.coordinates()).isEmpty();
    assertThat(capabilities.energy()).isEqualTo(Energy.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "peer",
        "sequence",
        "issuedAtMillis",
        "ttlMillis",
        "softwareVersion",
        "skills",
        "models",
        "accepted",
        "capacity",
        "cores",
        "queueLength",
        "x"
      })
  void refusesADescriptorWithoutAMemberThatIsNeeded(String member) {
    assertUnreadable(replaced("\"%s\":".formatted(member), "\"another\":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version\":1|version\":2",
        "version\":1|version\":\"1\"",
        "version\":1|version\":1.5",
        "12D3KooWpeer|12D3/../",
        "sequence\":1767225600007|sequence\":-1",
        "sequence\":1767225600007|sequence\":0.5",
        "sequence\":1767225600007|sequence\":99999999999999999999",
        "sequence\":1767225600007|sequence\":1e999999999",
        "sequence\":1767225600007|sequence\":1e-999999999",
        "sequence\":1767225600007|sequence\":null",
        "issuedAtMillis\":1767225609000|issuedAtMillis\":9223372036854775807",
        "issuedAtMillis\":1767225609000|issuedAtMillis\":-1",
        "ttlMillis\":60000|ttlMillis\":0",
        "ttlMillis\":60000|ttlMillis\":9223372036854775807",
        "ttlMillis\":60000|ttlMillis\":-9223372036854775808",
        "0.1.0|",
        "0.1.0|\\u0000",
        "0.1.0|\\ud800",
        "\"text.chunk/1\"|\"text.chunk\"",
        "\"text.chunk/1\"|{}",
        "\"public\"|\"Public\"",
        "queueLength\":3|queueLength\":-3",
        "queueLength\":3|queueLength\":2147483648",
        "{\"queueLength\":3|[],\"x\":{\"queueLength\":3",
        "eu-west|EU West",
        "\"x\":12.5|\"x\":1e999",
        "\"watts\":85.5|\"watts\":-1",
        "\"watts\":85.5|\"watts\":\"much\"",
        "\"peer\"|\"peer\":\"12D3KooWother\",\"peer\"",
      })
  void refusesAValueThatIsNone(String part, String by) {
    assertUnreadable(replaced(part, by == null ? "" : by));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "1", "\"a\"", "{", "{}", "{}{}", "null", "\uFEFF{}"})
  void refusesWhatIsNoObjectOfOurs(String text) {
    assertUnreadable(text);
  }

  @Test
  void refusesWhatComesAfterTheObject() {
    assertUnreadable(TEXT + "{}");
    assertUnreadable(TEXT + "x");
  }

  @Test
  void refusesOtherEncodings() {
    byte[] bytes = replaced("NVIDIA L4", "für alle").getBytes(ISO_8859_1);

    assertThatThrownBy(() -> DescriptorJson.decode(bytes)).isInstanceOf(DescriptorUnreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDeepNestingWithoutUsingTheStack(String opening) {
    assertUnreadable(opening.repeat(DescriptorJson.MAX_BYTES / opening.length()));
    assertUnreadable(
        replaced("{\"version\"", "{\"a\":" + "[".repeat(17) + "]".repeat(17) + ",\"version\""));
  }

  @Test
  void refusesNumbersOfThousandsOfDigits() {
    String digits = "9".repeat(10_000);

    assertUnreadable(replaced("60000", digits));
    assertUnreadable(replaced("60000", "0." + digits));
    assertUnreadable(replaced("12.5", digits));
    assertUnreadable(replaced("12.5", "1e" + digits));
  }

  @Test
  void refusesTooManyOfSomething() {
    assertUnreadable(replaced("\"text.chunk/1\"", skillsText(Capabilities.MAX_SKILLS + 1)));
    assertUnreadable(replaced("\"public\"", "\"a\",".repeat(Capabilities.MAX_LABELS) + "\"b\""));
  }

  private static String skillsText(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(it -> "\"s/%d\"".formatted(it))
        .collect(Collectors.joining(","));
  }

  @Test
  void keepsToTheBoundThatPeersHave() {
    Set<SkillName> many = skills(Capabilities.MAX_SKILLS, "s");
    Set<SkillName> manyWithLongNames = skills(Capabilities.MAX_SKILLS, "s".repeat(64));

    assertThat(DescriptorJson.encode(with(many)).length).isLessThan(DescriptorJson.MAX_BYTES);
    assertThatThrownBy(() -> DescriptorJson.encode(with(manyWithLongNames)))
        .isInstanceOf(DescriptorTooLarge.class)
        .hasMessageContaining("fewer skills");
  }

  private static Set<SkillName> skills(int count, String name) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(it -> new SkillName(name, it))
        .collect(Collectors.toSet());
  }

  private static CapabilityDescriptor with(Set<SkillName> skills) {
    return Descriptors.descriptor(
        DESCRIPTOR.peer(), 1, DESCRIPTOR.issuedAt(), Descriptors.with(skills));
  }

  @Test
  void saysNothingOfEnergyThatIsNotKnown() {
    Capabilities quiet =
        new Capabilities(
            Set.of(),
            Set.of(),
            new FreeCapacity(0, 1, 1, Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Energy.UNKNOWN,
            Set.of(),
            Set.of(),
            "1");

    byte[] bytes =
        DescriptorJson.encode(
            Descriptors.descriptor(DESCRIPTOR.peer(), 1, DESCRIPTOR.issuedAt(), quiet));

    assertThat(new String(bytes, UTF_8)).doesNotContain("energy", "gpu", "region", "coordinates");
    assertThat(DescriptorJson.decode(bytes).capabilities()).isEqualTo(quiet);
  }
}
