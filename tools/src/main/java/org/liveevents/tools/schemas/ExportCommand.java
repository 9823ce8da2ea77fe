package org.liveevents.tools.schemas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.registry.TopicSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the schemas as files, to keep or to compare a later release with. */
@Command(
    name = "export",
    description = "Writes the schemas of this release as files: canvas/, caliper/, state/.")
final class ExportCommand implements Callable<Integer> {

  @Mixin private Later later;

  @Parameters(paramLabel = "DIR", description = "where to; folders are made as needed")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<TopicSchema> schemas = later.schemas();
    SchemaDirectory.write(directory, later.topics(), schemas);
    spec.commandLine().getOut().println(schemas.size() + " schemas written to " + directory);
    return ExitCode.OK.number();
  }
}
