package org.liveevents.benchmarks.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sample payload with holes where its course, student, assignment, request, score and time stand,
 * so that each filling is another event. What stands between the holes is as compact as Canvas
 * writes it.
 *
 * @param canvasName the event's name, as the samples' files bear it
 * @param caliper whether it is in Caliper format
 */
record Template(String canvasName, boolean caliper, List<Part> parts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Text, or what replaces it. */
  record Part(Hole hole, String text) {}

  /** What stands between two texts. */
  enum Hole {
    NONE,
    COURSE,
    COURSE_LOCAL,
    STUDENT,
    STUDENT_LOCAL,
    ASSIGNMENT,
    ASSIGNMENT_LOCAL,
    REQUEST,
    JOB,
    SCORE,
    COUNT,
    TIME
  }

  /** The cast of the samples, see the README beside them; the order is that of {@link Hole}. */
  private static final Pattern HOLES =
      Pattern.compile(
          "\\b(?:(10420000000000731)|(731)|(1042000000000200[123])|(200[123])"
              + "|(10420000000000311|10420000000000312)|(31[12]))\\b"
              + "|(?<=\"request_id\":\")([^\"]*)|(?<=\"job_id\":\")([^\"]*)|(?<=\"score\":)(\\d[\\d.]*)|(?<=\"requirement_completed_count\":)(\\d[\\d.]*)"
              + "|(?<=\"event_time\":\"|\"eventTime\":\")([^\"]*)");

  static Template of(String sample) {
    String path = "/org/liveevents/samples/" + sample + ".json";
    try (InputStream in = Template.class.getResourceAsStream(path)) {
      JsonNode event = JSON.readTree(in);
      String name =
          event.at("/metadata/event_name").asText(sample.substring(sample.indexOf('/') + 1));
      return new Template(name, event.has("data"), parts(JSON.writeValueAsString(event)));
    } catch (IOException e) {
      throw new UncheckedIOException("the sample " + sample + " is missing", e);
    }
  }

  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher holes = HOLES.matcher(text);
    int from = 0;
    while (holes.find()) {
      parts.add(new Part(Hole.NONE, text.substring(from, holes.start())));
      parts.add(new Part(which(holes), holes.group()));
      from = holes.end();
    }
    parts.add(new Part(Hole.NONE, text.substring(from)));
    return List.copyOf(parts);
  }

  private static Hole which(Matcher holes) {
    for (int group = 1; group <= holes.groupCount(); group++) {
      if (holes.group(group) != null) {
        return Hole.values()[group];
      }
    }
    throw new IllegalStateException("a hole without a name");
  }
}
