package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdContext;
import org.liveevents.event.IdContext.Kind;
import org.liveevents.event.IdRules;

/**
 * Reads the body of a Canvas event: absent and null are alike, ids come out canonical. What is too
 * long to be true is as good as absent: a stored value must fit its record whatever was sent.
 */
final class CanvasBody {

  /** Canvas cuts texts at 8,192 characters. */
  private static final int LONGEST_TEXT = 16 * 1024;

  /** A few characters of JSON may stand for a billion digits. */
  private static final int LARGEST_EXPONENT = 1000;

  private final JsonNode body;
  private final IdContext ids;

  CanvasBody(JsonNode event, IdRules rules) {
    JsonNode metadata = event.path("metadata");
    this.body = event.path("body");
    String contextId = text(metadata.path("context_id"));
    this.ids =
        new IdContext(
                rules,
                contextId,
                text(metadata.path("context_account_id")),
                text(metadata.path("root_account_id")))
            .naming(
                "Course".equals(text(metadata.path("context_type"))) ? Kind.COURSE : Kind.OTHER,
                contextId)
            .naming(Kind.USER, text(metadata.path("user_id")))
            .naming(Kind.USER, text(metadata.path("real_user_id")))
            .naming(Kind.USER, text(body.path("student_id")))
            .naming(Kind.USER, text(body.path("user_id")));
  }

  JsonNode at(String... path) {
    JsonNode node = body;
    for (String step : path) {
      node = node.path(step);
    }
    return node;
  }

  Optional<String> id(Kind kind, String... path) {
    return Optional.ofNullable(text(at(path))).map(raw -> ids.canonical(kind, raw).text());
  }

  @Nullable String text(String... path) {
    return text(at(path));
  }

  @Nullable BigDecimal number(String... path) {
    JsonNode node = at(path);
    if (!node.isNumber() || Math.abs((long) node.decimalValue().scale()) > LARGEST_EXPONENT) {
      return null;
    }
    BigDecimal value = node.decimalValue().stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  @Nullable Boolean flag(String... path) {
    JsonNode node = at(path);
    return node.isBoolean() ? node.booleanValue() : null;
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.isTextual() || node.isNumber() ? node.asText() : "";
    return text.isEmpty() || text.length() > LONGEST_TEXT ? null : text;
  }
}
