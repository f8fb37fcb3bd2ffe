package org.meshwork.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.Json;

/** What {@code meshctl login} remembers: never the password itself, only the file that holds it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Login(String server, String user, String passwordFile) {
  private static final String FILE = "login.json";
  private static final String PASSWORD = "password";

  static Path directory(Surroundings surroundings) {
    return surroundings
        .variable("MESHCTL_HOME")
        .or(() -> surroundings.variable("XDG_CONFIG_HOME").map(home -> home + "/meshctl"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config", "meshctl"))
        .toAbsolutePath();
  }

  static Optional<Login> stored(Surroundings surroundings) {
    Path file = directory(surroundings).resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Json.parse(Files.readAllBytes(file)), Login.class));
    } catch (JsonProcessingException e) {
      throw Failure.usage(file + " is damaged.", "Delete it and log in again.");
    } catch (IOException e) {
      throw Failure.usage(file + " cannot be read.", "Check its owner and permissions.");
    }
  }

  Path store(Surroundings surroundings) {
    return write(directory(surroundings), FILE, Json.bytes(this));
  }

  static Path promptedPassword(Surroundings surroundings) {
    return directory(surroundings).resolve(PASSWORD);
  }

  /** Keeps a password that was typed, readable by its owner only. */
  static Path storePassword(Surroundings surroundings, String password) {
    byte[] line = (password + "\n").getBytes(StandardCharsets.UTF_8);
    return write(directory(surroundings), PASSWORD, line);
  }

  private static Path write(Path directory, String name, byte[] content) {
    try {
      return PrivateFile.write(directory, name, content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The login cannot be stored in " + directory + ": " + e.getMessage(), e);
    }
  }
}
