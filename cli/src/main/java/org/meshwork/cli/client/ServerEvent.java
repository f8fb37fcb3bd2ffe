package org.meshwork.cli.client;

/** One server-sent event; {@code id} is empty when the event named none of its own. */
record ServerEvent(String id, String type, String data) {}
