package org.meshwork.cli.client;

import java.util.Optional;

/** Lines to events, as HTML's section 9.2.6 "Interpreting an event stream" says. */
final class EventParser {
  private final StringBuilder data = new StringBuilder();
  private String id = "";
  private String type = "";
  private boolean first = true;

  /** The event that this line completes, if it does. */
  Optional<ServerEvent> accept(String rawLine) {
    String line = first && rawLine.startsWith("\uFEFF") ? rawLine.substring(1) : rawLine;
    first = false;
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  private void take(String field, String value) {
    switch (field) {
      case "event" -> type = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> id = value.indexOf('\0') < 0 ? value : id;
      default -> {
        // A comment, a retry hint, or a field of a later version: to be ignored.
      }
    }
  }

  private Optional<ServerEvent> dispatch() {
    String complete = type.isEmpty() ? "message" : type;
    String text = data.toString();
    String named = id;
    type = "";
    id = "";
    data.setLength(0);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ServerEvent(named, complete, text.substring(0, text.length() - 1)));
  }
}
