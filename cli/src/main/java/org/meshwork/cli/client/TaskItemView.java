package org.meshwork.cli.client;

import java.util.Optional;

/** What became of one document of a task. */
public record TaskItemView(
    long n, String name, String state, Optional<Trouble> problem, Optional<Long> chunks) {}
