package org.liveevents.tools.input;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.liveevents.event.Payload;

/**
 * A message as the AWS command line prints it.
 *
 * @param body what Canvas sent
 * @param eventName the attribute of that name, if it was asked for
 */
public record SqsMessage(Payload body, Optional<String> eventName) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] BODY = "\"Body\"".getBytes(US_ASCII);

  /** The message in these bytes; empty if they are something else. */
  public static Optional<SqsMessage> in(Payload payload) {
    if (!contains(payload.bytes(), BODY)) {
      return Optional.empty();
    }
    try {
      JsonNode message = JSON.readTree(payload.bytes());
      if (!message.path("Body").isTextual() || message.has("metadata") || message.has("data")) {
        return Optional.empty();
      }
      JsonNode name = message.path("MessageAttributes").path("event_name").path("StringValue");
      return Optional.of(
          new SqsMessage(
              Payload.of(message.path("Body").textValue()),
              Optional.ofNullable(name.textValue()).filter(text -> !text.isEmpty())));
    } catch (IOException e) { // no JSON: whoever reads events says so
      return Optional.empty();
    }
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int from = 0; from <= bytes.length - wanted.length; from++) {
      int matched = 0;
      while (matched < wanted.length && bytes[from + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
