package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;

/** How a request says who asks; the {@code type} key tells the kind. */
public sealed interface Auth {
  /** {@code Authorization: Bearer}. */
  @Doc("A token in the Authorization header")
  record Bearer(@Required @Doc("The token, as ${env:NAME} or ${file:PATH}") Secret token)
      implements Auth {}

  /** {@code Authorization: Basic} (RFC 7617). */
  @Doc("User and password in the Authorization header")
  record Basic(
      @Required @Doc("User name") String user,
      @Required @Doc("Password, as ${env:NAME} or ${file:PATH}") Secret password)
      implements Auth {
    public Basic {
      Objects.requireNonNull(user, "user");
    }
  }

  /** A key in a header of the server's choice. */
  @Doc("A key in a header of the server's choice")
  record ApiKey(
      @Required @Doc("Name of the header, such as X-Api-Key") String header,
      @Required @Doc("The key, as ${env:NAME} or ${file:PATH}") Secret key)
      implements Auth {
    public ApiKey {
      if (!header.matches("[A-Za-z0-9-]{1,64}")
          || header.matches("(?i)host|connection|content-length|expect|upgrade")) {
        throw new IllegalArgumentException("Invalid header: " + header + ".");
      }
    }
  }

  /** A token that is fetched first (RFC 6749, section 4.4). */
  @Doc("A token that is fetched first by client credentials")
  record Oauth(
      @Required @Doc("Address that gives tokens") String tokenUrl,
      @Required @Doc("Client id") String client,
      @Required @Doc("Client secret, as ${env:NAME} or ${file:PATH}") Secret secret,
      @Doc("Scopes, separated by spaces") Optional<String> scope)
      implements Auth {
    public Oauth {
      Objects.requireNonNull(tokenUrl, "token_url");
      Objects.requireNonNull(client, "client");
    }
  }
}
