package org.liveevents.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** Text that is never shown. */
public record Secret(String reveal) {

  /** What stands in its place wherever it might be printed. */
  public static final String REDACTED = "***";

  public Secret {
    if (reveal.isEmpty()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
  }

  /** Whether that is the same text, in a time that doesn't tell where they differ. */
  public boolean matches(String offered) {
    return MessageDigest.isEqual(reveal.getBytes(UTF_8), offered.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return REDACTED;
  }
}
