package org.liveevents.tools.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liveevents.tools.command.Words;

/**
 * Judges a queue by its name and attributes: whether Canvas can send, and whether enough is kept.
 */
final class QueueRule {

  /** The account Canvas sends from. */
  static final String CANVAS_ACCOUNT = "636161780776";

  static final String PREFIX = "canvas-live-events";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration USUAL_RETENTION = Duration.ofDays(4);
  private static final Duration SHORTEST_VISIBILITY = Duration.ofSeconds(30);
  private static final Duration LONGEST_VISIBILITY = Duration.ofMinutes(30);
  private static final int FEWEST_RECEIVES = 100;

  private final String name;
  private final String what;
  private final Map<String, String> attributes;
  private final boolean amazon;

  /**
   * A rule for one queue.
   *
   * @param attributes by the names SQS gives them
   * @param amazon whether it is Amazon's; other servers don't tell all attributes
   */
  QueueRule(String name, Map<String, String> attributes, boolean amazon) {
    this.name = name;
    this.what = "queue " + name;
    this.attributes = Map.copyOf(attributes);
    this.amazon = amazon;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    kind().ifPresent(findings::add);
    policy().ifPresent(findings::add);
    retention().ifPresent(findings::add);
    visibility().ifPresent(findings::add);
    redrive().ifPresent(findings::add);
    encryption().ifPresent(findings::add);
    if (findings.isEmpty()) {
      findings.add(
          Finding.green(
              what,
              "Canvas may send to it; "
                  + attributes.getOrDefault("ApproximateNumberOfMessages", "?")
                  + " messages wait"));
    }
    return findings;
  }

  private Optional<Finding> kind() {
    if (name.endsWith(".fifo") || "true".equals(attributes.get("FifoQueue"))) {
      return Optional.of(
          Finding.red(
              what, "is a FIFO queue, which Canvas refuses", "create a standard queue instead"));
    }
    if (!name.startsWith(PREFIX)) {
      return Optional.of(
          Finding.red(
              what,
              "Canvas sends only to queues whose name begins with " + PREFIX,
              "create one of such a name"));
    }
    return Optional.empty();
  }

  private Optional<Finding> policy() {
    String policy = attributes.getOrDefault("Policy", "");
    if (policy.isEmpty() && !amazon) {
      return Optional.of(
          Finding.yellow(what, "this server tells no policy", "nothing, if it isn't Amazon's"));
    }
    if (!letsCanvasSend(policy)) {
      return Optional.of(
          Finding.red(
              what,
              "its policy doesn't let Canvas send",
              "allow sqs:SendMessage to the AWS account " + CANVAS_ACCOUNT));
    }
    return Optional.empty();
  }

  /** Whether a statement allows it; conditions and denials are beyond this check. */
  private static boolean letsCanvasSend(String policy) {
    try {
      JsonNode statements = JSON.readTree(policy).path("Statement");
      for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
        JsonNode principal = statement.path("Principal");
        JsonNode who = principal.isObject() ? principal.path("AWS") : principal;
        if (statement.path("Effect").asText().equals("Allow")
            && texts(who).stream().anyMatch(QueueRule::isCanvas)
            && texts(statement.path("Action")).stream().anyMatch(QueueRule::isSend)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) { // no policy at all
      return false;
    }
  }

  private static boolean isCanvas(String who) {
    return who.equals("*")
        || who.equals(CANVAS_ACCOUNT)
        || who.startsWith("arn:aws:iam::" + CANVAS_ACCOUNT + ":");
  }

  private static boolean isSend(String action) {
    String lower = action.toLowerCase(Locale.ROOT);
    return lower.equals("*") || lower.equals("sqs:*") || lower.equals("sqs:sendmessage");
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  private Optional<Finding> retention() {
    return seconds("MessageRetentionPeriod")
        .filter(kept -> kept.compareTo(USUAL_RETENTION) < 0)
        .map(
            kept ->
                Finding.yellow(
                    what,
                    "keeps messages for " + Words.duration(kept) + " only",
                    "raise MessageRetentionPeriod to 14 days: that long an outage loses nothing"));
  }

  private Optional<Finding> visibility() {
    return seconds("VisibilityTimeout")
        .flatMap(
            timeout -> {
              if (timeout.compareTo(SHORTEST_VISIBILITY) < 0) {
                return Optional.of(
                    Finding.yellow(
                        what,
                        "its messages come again after " + Words.duration(timeout),
                        "raise VisibilityTimeout to 30 seconds or more: storing may take 15"));
              }
              return timeout.compareTo(LONGEST_VISIBILITY) > 0
                  ? Optional.of(
                      Finding.yellow(
                          what,
                          "what a crashed bridge held comes back after " + Words.duration(timeout),
                          "lower VisibilityTimeout to some minutes"))
                  : Optional.empty();
            });
  }

  private Optional<Finding> redrive() {
    try {
      int receives =
          JSON.readTree(attributes.getOrDefault("RedrivePolicy", "{}"))
              .path("maxReceiveCount")
              .asInt(FEWEST_RECEIVES);
      return receives >= FEWEST_RECEIVES
          ? Optional.empty()
          : Optional.of(
              Finding.yellow(
                  what,
                  "gives messages to its dead-letter queue after " + receives + " receives",
                  "raise maxReceiveCount to "
                      + FEWEST_RECEIVES
                      + " or more, or remove the redrive policy: nothing we can't read stays on"
                      + " the queue, so only an outage of ours would fill that one"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Finding> encryption() {
    return attributes.getOrDefault("KmsMasterKeyId", "").isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.yellow(
                what,
                "is encrypted with a key of yours",
                "let the AWS account " + CANVAS_ACCOUNT + " use that key, or use SSE-SQS"));
  }

  private Optional<Duration> seconds(String attribute) {
    return Optional.ofNullable(attributes.get(attribute))
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
