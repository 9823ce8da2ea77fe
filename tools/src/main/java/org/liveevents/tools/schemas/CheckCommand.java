package org.liveevents.tools.schemas;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.runtime.registry.TopicSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether the next version would break anybody. */
@Command(
    name = "check",
    description = {
      "Says which edits would break consumers, by our rule and by the registry's.",
      "Nothing is changed. Exit code 1 if there is such an edit."
    })
final class CheckCommand implements Callable<Integer> {

  @Mixin private Later later;

  @Mixin private Earlier earlier;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<SchemaRegistry> registry = earlier.registry(later);
    Map<String, TopicSchema> schemas = new LinkedHashMap<>();
    later.schemas().forEach(schema -> schemas.put(schema.subject(), schema));
    long broken = 0;
    for (Difference difference : Difference.all(schemas.values(), earlier.schemas(later))) {
      List<String> breaking = breaking(difference, schemas, registry);
      if (!breaking.isEmpty()) {
        broken++;
        out.println(difference.subject() + " breaks consumers");
        breaking.forEach(change -> out.println("  " + change));
      }
    }
    out.println(schemas.size() + " schemas checked, " + broken + " would break consumers");
    return broken == 0 ? ExitCode.OK.number() : ExitCode.FAILED.number();
  }

  private static List<String> breaking(
      Difference difference, Map<String, TopicSchema> schemas, Optional<SchemaRegistry> registry) {
    List<String> breaking = new ArrayList<>();
    difference.breaking().forEach(change -> breaking.add(change.toString()));
    TopicSchema schema = schemas.get(difference.subject());
    if (schema != null
        && !difference.changes().isEmpty()
        && registry.isPresent()
        && !registry.get().accepts(schema.subject(), schema.schema())) {
      breaking.add("the registry refuses it at the level it holds the subject to");
    }
    return breaking;
  }
}
