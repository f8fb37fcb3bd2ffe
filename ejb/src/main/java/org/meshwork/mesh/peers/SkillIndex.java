package org.meshwork.mesh.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.meshwork.connector.SkillName;
import org.meshwork.mesh.descriptor.Capabilities;

/**
 * Which entries hold a descriptor that names a skill, those with the same terms together, so that a
 * query asks once whether these fit. The table's lock is held by its user.
 */
final class SkillIndex {
  private final Map<SkillName, Map<Terms, Holders>> holders = new HashMap<>();

  /** All who have the skill under such terms. */
  Stream<List<Entry>> of(SkillName skill, PeerCondition condition) {
    return holders.getOrDefault(skill, Map.of()).entrySet().stream()
        .filter(it -> it.getKey().fit(condition))
        .map(it -> it.getValue().entries());
  }

  /** The entry has other capabilities than before; most often skills and terms are the same. */
  void change(Entry entry, Optional<Capabilities> before, Optional<Capabilities> now) {
    if (before.isPresent() && now.isPresent() && isSameFor(before.get(), now.get())) {
      return;
    }
    before.ifPresent(it -> it.skills().forEach(skill -> remove(entry, skill, Terms.of(it))));
    now.ifPresent(it -> it.skills().forEach(skill -> add(entry, skill, Terms.of(it))));
  }

  private static boolean isSameFor(Capabilities before, Capabilities now) {
    return before.skills().equals(now.skills()) && Terms.of(before).equals(Terms.of(now));
  }

  private void add(Entry entry, SkillName skill, Terms terms) {
    holders
        .computeIfAbsent(skill, it -> new HashMap<>())
        .computeIfAbsent(terms, it -> new Holders())
        .add(entry);
  }

  private void remove(Entry entry, SkillName skill, Terms terms) {
    Map<Terms, Holders> byTerms = holders.get(skill);
    Holders having = byTerms.get(terms);
    having.remove(entry);
    if (having.entries().isEmpty()) {
      byTerms.remove(terms);
    }
    if (byTerms.isEmpty()) {
      holders.remove(skill);
    }
  }

  int skills() {
    return holders.size();
  }
}
