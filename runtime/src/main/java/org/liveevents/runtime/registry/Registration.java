package org.liveevents.runtime.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.liveevents.runtime.registry.RegistryException.Reason;
import org.liveevents.schema.change.SchemaChange;
import org.liveevents.schema.change.SchemaComparison;

/**
 * Brings schemas into the registry, several at a time:
 *
 * <pre>
 *   the registry has it ─────────────────────────────────────┬─► its id ─► level
 *   new subject ──────────────────────────────► register ─────┤
 *   new version ─► breaks nobody? ─► level ───► register ─────┘
 *                        └ no ─► refused
 * </pre>
 */
public final class Registration {

  private static final int AT_A_TIME = 8;

  /**
   * What came of it.
   *
   * @param ids the id of each topic's schema
   * @param refused why not, by subject
   */
  public record Outcome(Map<String, Integer> ids, Map<String, String> refused) {

    public Outcome {
      ids = Map.copyOf(ids);
      refused = new TreeMap<>(refused);
    }
  }

  private final SchemaRegistry registry;
  private final Compatibility level;
  private final boolean mayBreak;

  private Registration(SchemaRegistry registry, Compatibility level, boolean mayBreak) {
    this.registry = registry;
    this.level = level;
    this.mayBreak = mayBreak;
  }

  /** One that holds every subject to that level, and to our own rule. */
  public static Registration at(SchemaRegistry registry, Compatibility level) {
    return new Registration(registry, level, false);
  }

  /** The same, but an edit that breaks somebody is made all the same: they were told. */
  public Registration breaking() {
    return new Registration(registry, level, true);
  }

  /**
   * Registers what isn't there yet.
   *
   * @throws RegistryException if the registry doesn't answer, or refuses for a reason that has
   *     nothing to do with the schema
   */
  public Outcome register(Collection<TopicSchema> schemas) throws InterruptedException {
    ExecutorService workers =
        Executors.newFixedThreadPool(AT_A_TIME, task -> new Thread(task, "schema-registration"));
    try {
      Map<TopicSchema, Future<Integer>> underway = new LinkedHashMap<>();
      schemas.forEach(schema -> underway.put(schema, workers.submit(() -> register(schema))));
      return outcome(underway);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Outcome outcome(Map<TopicSchema, Future<Integer>> underway)
      throws InterruptedException {
    Map<String, Integer> ids = new TreeMap<>();
    Map<String, String> refused = new TreeMap<>();
    for (Map.Entry<TopicSchema, Future<Integer>> each : underway.entrySet()) {
      try {
        ids.put(each.getKey().topic(), each.getValue().get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RegistryException failure
            && failure.reason() == Reason.INCOMPATIBLE) {
          refused.put(each.getKey().subject(), String.valueOf(failure.getMessage()));
        } else {
          throw rethrown(e);
        }
      }
    }
    return new Outcome(ids, refused);
  }

  private int register(TopicSchema schema) {
    String subject = schema.subject();
    OptionalInt known = registry.id(subject, schema.schema());
    int id = known.isPresent() ? known.getAsInt() : registerVersion(schema);
    hold(subject, level);
    return id;
  }

  /** Some registries know no level of a subject that isn't there: the first version comes first. */
  private int registerVersion(TopicSchema schema) {
    Optional<ObjectNode> latest = registry.latest(schema.subject());
    if (latest.isPresent()) {
      if (!mayBreak) {
        check(latest.get(), schema);
      }
      hold(schema.subject(), mayBreak ? Compatibility.NONE : level);
    }
    try {
      return registry.register(schema.subject(), schema.schema());
    } catch (RegistryException e) {
      // Instances start together, and some registries call the second one's request a conflict.
      return registry.id(schema.subject(), schema.schema()).orElseThrow(() -> e);
    }
  }

  private static void check(ObjectNode latest, TopicSchema schema) {
    List<SchemaChange> breaking =
        SchemaComparison.between(latest, schema.schema()).stream()
            .filter(SchemaChange::isBreaking)
            .toList();
    if (!breaking.isEmpty()) {
      throw new RegistryException(
          Reason.INCOMPATIBLE,
          breaking.stream().map(SchemaChange::toString).collect(Collectors.joining("; ")),
          null);
    }
  }

  private void hold(String subject, Compatibility wanted) {
    if (isHeld(subject, wanted)) {
      return;
    }
    try {
      registry.hold(subject, wanted);
    } catch (RegistryException e) {
      if (!isHeld(subject, wanted)) { // nor has another instance seen to it
        throw e;
      }
    }
  }

  private boolean isHeld(String subject, Compatibility wanted) {
    return registry.compatibility(subject).equals(Optional.of(wanted));
  }

  private static RuntimeException rethrown(ExecutionException failure) {
    return failure.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("registering failed", failure.getCause());
  }
}
