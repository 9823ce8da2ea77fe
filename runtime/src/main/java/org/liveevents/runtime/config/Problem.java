package org.liveevents.runtime.config;

/**
 * Something wrong with the configuration.
 *
 * @param key the key as the operator wrote it
 * @param value its value, redacted if it may be a secret; empty if unset
 * @param remedy what to do about it
 */
public record Problem(String key, String value, String remedy) {

  @Override
  public String toString() {
    return value.isEmpty() ? key + ": " + remedy : key + "=" + value + ": " + remedy;
  }
}
