package org.liveevents.envelope;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventId;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;

/** The sample payloads are what the catalogue says, and are read as what they are called. */
class SamplesTest {

  private static final Map<String, LiveEvent> CANVAS = samples("canvas");
  private static final Map<String, LiveEvent> CALIPER = samples("caliper");
  private static final Map<String, LiveEvent> CANVAS_ASSETS = samples("canvas-asset_accessed");
  private static final Map<String, LiveEvent> CALIPER_ASSETS = samples("caliper-asset_accessed");

  @Test
  void everyEventOfTheCatalogueHasASampleInEachOfItsForms() {
    assertThat(CANVAS.keySet())
        .isEqualTo(
            EventCatalogue.bundled().all().stream()
                .map(known -> known.name().text())
                .collect(toSet()));
    assertThat(CALIPER.keySet())
        .isEqualTo(
            EventCatalogue.bundled().all().stream()
                .filter(KnownEvent::inCaliper)
                .map(known -> known.name().text())
                .collect(toSet()));
  }

  @Test
  void everySampleIsTheEventItsFileIsNamedAfter() {
    CANVAS.forEach((name, event) -> assertIs(name, PayloadFormat.CANVAS, event));
    CALIPER.forEach((name, event) -> assertIs(name, PayloadFormat.CALIPER, event));
    CANVAS_ASSETS.forEach(
        (asset, event) -> assertIs("asset_accessed", PayloadFormat.CANVAS, event));
    CALIPER_ASSETS.forEach(
        (asset, event) -> assertIs("asset_accessed", PayloadFormat.CALIPER, event));
  }

  @Test
  void noTwoSamplesAreTheSameEvent() {
    // Given
    Set<EventId> ids = new HashSet<>();
    List<LiveEvent> all =
        Stream.of(CANVAS, CALIPER, CANVAS_ASSETS, CALIPER_ASSETS)
            .flatMap(samples -> samples.values().stream())
            .toList();

    // When
    all.forEach(event -> ids.add(event.id()));

    // Then
    assertThat(ids).hasSize(all.size());
  }

  @Test
  void noSampleContradictsItself() {
    Stream.of(CANVAS, CALIPER, CANVAS_ASSETS, CALIPER_ASSETS)
        .flatMap(samples -> samples.values().stream())
        .forEach(event -> assertThat(event.contradictory()).as(event.toString()).isFalse());
  }

  @Test
  void eventsThatHaveNoCourseAreScopedToAUserOrAnAccount() {
    EventCatalogue.bundled().all().stream()
        .filter(known -> !known.ofCourse())
        .map(known -> known.name().text())
        .forEach(
            name ->
                assertThat(CANVAS.get(name))
                    .as(name)
                    .extracting(LiveEvent::scope)
                    .isInstanceOfAny(Scope.User.class, Scope.Account.class));
  }

  @Test
  void gradesSubmissionsAndCoursesAreScopedToTheirCourse() {
    for (String name :
        List.of(
            "grade_change",
            "submission_updated",
            "plagiarism_resubmit",
            "course_created",
            "course_updated",
            "course_section_updated",
            "course_progress",
            "course_completed",
            "course_grade_change",
            "grade_override",
            "enrollment_created",
            "assignment_created",
            "module_item_updated",
            "quiz_created",
            "syllabus_updated")) {
      assertThat(CANVAS.get(name))
          .as(name)
          .extracting(event -> event.scope().key())
          .isEqualTo("course:1042~731");
    }
  }

  @Test
  void bothFormsOfOneHappeningShareTheCourseTheyName() {
    assertSharedCourses(CANVAS, CALIPER);
    assertSharedCourses(CANVAS_ASSETS, CALIPER_ASSETS);
  }

  private static void assertIs(String name, PayloadFormat format, LiveEvent event) {
    assertThat(event.name()).isEqualTo(EventCatalogue.bundled().name(name));
    assertThat(event.name().recognised()).isTrue();
    assertThat(event.format()).isEqualTo(format);
  }

  private static void assertSharedCourses(
      Map<String, LiveEvent> canvas, Map<String, LiveEvent> caliper) {
    caliper.forEach(
        (name, event) -> {
          LiveEvent twin = Objects.requireNonNull(canvas.get(name), name);
          if (event.scope() instanceof Scope.Course && twin.scope() instanceof Scope.Course) {
            assertThat(event.scope()).as(name).isEqualTo(twin.scope());
          }
        });
  }

  private static Map<String, LiveEvent> samples(String folder) {
    URL url =
        Objects.requireNonNull(
            SamplesTest.class.getResource("/org/liveevents/samples/" + folder), folder);
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files.collect(toMap(SamplesTest::stem, SamplesTest::event));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the samples are no folder of this build", e);
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  private static LiveEvent event(Path file) {
    try {
      return Payloads.event(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      throw new AssertionError(file.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
