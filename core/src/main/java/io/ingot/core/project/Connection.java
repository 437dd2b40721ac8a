package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;

/** Where data comes from, by name in {@code ingot.yml}; the {@code type} key tells the kind. */
public sealed interface Connection {
  /** The value of the {@code type} key. */
  String type();

  /** A database spoken to over JDBC. */
  @Doc("A database over JDBC (PostgreSQL)")
  record Jdbc(
      @Required
          @Doc("JDBC address without user or password, such as jdbc:postgresql://host:5432/shop")
          String url,
      @Doc("User name") Optional<String> user,
      @Doc("Password, as ${env:NAME} or ${file:PATH}") Optional<Secret> password)
      implements Connection {
    public Jdbc {
      Objects.requireNonNull(url, "url");
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException(
            "Unsupported url. Write jdbc:postgresql://host:port/database.");
      }
      if (url.contains("@") || url.toLowerCase(java.util.Locale.ROOT).contains("password=")) {
        throw new IllegalArgumentException(
            "A url must not carry a user or a password. Use the keys user and password.");
      }
    }

    @Override
    public String type() {
      return "jdbc";
    }
  }

  /** A folder of files, local or on an object store. */
  @Doc("A folder of files, local or on an object store")
  record Files(@Required @Doc("The folder, relative to the project or as a URI") String root)
      implements Connection {
    public Files {
      Objects.requireNonNull(root, "root");
    }

    @Override
    public String type() {
      return "files";
    }
  }
}
