package org.liveevents.streams.course;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;

/**
 * Reads what events say to all views at once: one look-up by name tells which rules want it, one
 * pass over the payload reads the places those rules name and no others.
 */
final class Statements {

  /** A course id longer than this is none of Canvas'. */
  private static final int LONGEST_COURSE = 256;

  /**
   * What an event says to one view.
   *
   * @param object whose course it is, if the event doesn't tell the course or tells the object's
   * @param announces whether others may want to know that object's course
   * @param announcesAgain whether they want to each time
   */
  record Said(
      Statement statement, @Nullable String object, boolean announces, boolean announcesAgain) {}

  private record Wanting(View view, String kind, Rule rule) {}

  private record Plan(PayloadPaths paths, List<Wanting> rules) {}

  private final IdRules ids;
  private final AnyEvent anyEvent;
  private final Map<PayloadFormat, Map<String, Plan>> plans = new EnumMap<>(PayloadFormat.class);
  private final Map<PayloadFormat, Plan> others = new EnumMap<>(PayloadFormat.class);

  /**
   * Reads for those views.
   *
   * @param kept their names
   */
  Statements(Set<String> kept, IdRules ids) {
    this.ids = ids;
    this.anyEvent = new AnyEvent(kept);
    List<View> views = Views.all().stream().filter(view -> kept.contains(view.store())).toList();
    for (PayloadFormat format : PayloadFormat.values()) {
      Map<String, List<Wanting>> byName = new HashMap<>();
      for (View view : views) {
        int place = 0;
        for (Rule rule : view.rules()) {
          Wanting wanting = new Wanting(view, Integer.toString(place++), rule);
          if (rule.format() == format) {
            rule.names()
                .forEach(
                    name -> byName.computeIfAbsent(name, key -> new ArrayList<>()).add(wanting));
          }
        }
      }
      Map<String, Plan> planned = new HashMap<>();
      byName.forEach((name, rules) -> planned.put(name, plan(format, rules)));
      plans.put(format, planned);
      others.put(format, plan(format, List.of()));
    }
  }

  private static Plan plan(PayloadFormat format, List<Wanting> rules) {
    Set<String> paths = new LinkedHashSet<>(AnyEvent.paths(format));
    rules.forEach(wanting -> paths.addAll(wanting.rule().paths()));
    return new Plan(new PayloadPaths(paths), rules);
  }

  /** The course an event belongs to; null if it names none. */
  static @Nullable String course(LiveEvent event) {
    return event.scope() instanceof Scope.Course course
            && course.id().text().length() <= LONGEST_COURSE
        ? course.id().text()
        : null;
  }

  /**
   * What the event says, apart from what every event repeats and earlier ones have said; without a
   * course only what concerns an object that has one.
   *
   * @param course of the event; null if it names none
   */
  List<Said> of(LiveEvent event, @Nullable String course, byte[] payload) {
    Map<String, Plan> named = plans.getOrDefault(event.format(), Map.of());
    Plan plan = named.get(event.name().text());
    if (plan == null) {
      if (course == null || !anyEvent.isWanted()) {
        return List.of();
      }
      plan = others.get(event.format());
    }
    if (plan == null) {
      return List.of();
    }
    Values values = new Values(event, plan.paths().read(payload), ids);
    List<Said> all = new ArrayList<>();
    for (Wanting wanting : plan.rules()) {
      Said said = said(wanting, values);
      if (said != null && (course != null || (said.object() != null && !said.announces()))) {
        all.add(said);
      }
    }
    if (course != null) {
      for (Statement news : anyEvent.news(course, values)) {
        all.add(new Said(news, null, false, false));
      }
    }
    return all;
  }

  private static @Nullable Said said(Wanting wanting, Values values) {
    Rule rule = wanting.rule();
    List<String> rest = rule.applies(values) ? rule.rest(values) : null;
    if (rest == null) {
      return null;
    }
    Facts facts = wanting.view().taking(rule.facts(values));
    return new Said(
        new Statement(wanting.view().store(), wanting.kind(), rest, facts),
        rule.object(values),
        rule.announces(),
        rule.announcesAgain());
  }
}
