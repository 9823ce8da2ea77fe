package org.liveevents.tools.doctor;

import java.util.List;
import org.liveevents.runtime.registry.RegistryException;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.tools.command.Words;

/** The schema registry, without which the topology doesn't begin. */
final class RegistryCheck implements Check {

  private final RegistrySettings settings;

  RegistryCheck(RegistrySettings settings) {
    this.settings = settings;
  }

  @Override
  public String what() {
    return "schema registry";
  }

  @Override
  public List<Finding> look() {
    try {
      int subjects = new SchemaRegistry(settings).subjects().size();
      return List.of(Finding.green(what(), "answers, with " + Words.count(subjects, "subject")));
    } catch (RegistryException e) {
      return List.of(
          Finding.red(
              what(),
              String.valueOf(e.getMessage()),
              "mend SCHEMA_REGISTRY_URL and what belongs to it; it is the base of a"
                  + " Confluent-compatible API"));
    }
  }
}
