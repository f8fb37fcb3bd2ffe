package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What this node can be asked to do: every bean that is a {@link Skill}. */
@ApplicationScoped
class Skills {
  private final Map<String, Skill> byName;

  @Inject
  Skills(@Any Instance<Skill> skills) {
    this((Iterable<Skill>) skills);
  }

  Skills(Iterable<Skill> skills) {
    byName =
        StreamSupport.stream(skills.spliterator(), false)
            .collect(Collectors.toUnmodifiableMap(Skill::name, Function.identity()));
  }

  /** For the container's proxy. */
  Skills() {
    this(List.of());
  }

  Optional<Skill> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Collection<Skill> all() {
    return byName.values();
  }

  Skill require(String name) {
    return find(name)
        .orElseThrow(() -> new SkillUnknown(name, byName.keySet().stream().sorted().toList()));
  }
}
