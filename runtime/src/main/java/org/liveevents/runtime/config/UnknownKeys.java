package org.liveevents.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds keys that look like ours and aren't: a mistyped key must not silently leave its default in
 * force. In the environment only names with one of our prefixes are looked at, in our file all.
 */
final class UnknownKeys {

  private static final List<String> PREFIXES =
      List.of(
          "LIVE_EVENTS_",
          "TOPIC_",
          "RAW_",
          "TYPED_",
          "REPLICATION_",
          "SCHEMA_",
          "SQS_",
          "WEBHOOK_",
          "SPOOL_",
          "CANVAS_",
          "DEDUPE_",
          "REORDER_",
          "VALIDATION",
          "QUERY_",
          "MANAGEMENT_",
          "TOPOLOGY_");

  private static final Set<String> KNOWN = known();

  /** Variables that Kubernetes sets for a service of such a name, next to {@code X_PORT}. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".+_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\\d+_(TCP|UDP|SCTP)(_.+)?)");

  private UnknownKeys() {}

  static List<Problem> inEnvironment(Map<String, String> environment) {
    return problems(environment, UnknownKeys::hasOurPrefix);
  }

  static List<Problem> inFile(Map<String, String> file) {
    return problems(file, name -> !KafkaSettings.isOne(name));
  }

  /** Whether Kubernetes put it there because a service has that name. */
  static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches()
        || (name.endsWith("_PORT") && value.matches("(tcp|udp|sctp)://.*"));
  }

  private static List<Problem> problems(
      Map<String, String> source, Predicate<String> looksLikeOurs) {
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(source).entrySet()) {
      String name = entry.getKey();
      if (!KNOWN.contains(name)
          && looksLikeOurs.test(name)
          && !isServiceLink(name, entry.getValue())) {
        // The value may be a secret under a mistyped name.
        problems.add(new Problem(name, "", "unknown key; " + advice(name)));
      }
    }
    return problems;
  }

  private static boolean hasOurPrefix(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith);
  }

  private static String advice(String name) {
    Optional<String> nearest =
        KNOWN.stream()
            .filter(known -> distance(known, name) <= Math.max(2, name.length() / 4))
            .min(Comparator.comparingInt(known -> distance(known, name)));
    return nearest
        .map(known -> "did you mean " + known + "?")
        .orElse("remove it, or see the configuration table for the keys there are");
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>();
    for (Key key : Key.values()) {
      known.add(key.name());
      if (key.isSecret()) {
        known.add(key.fileKey());
      }
    }
    return known;
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
