package org.liveevents.tools.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.runtime.registry.PipelineSchemas;
import org.liveevents.tools.Main;
import org.liveevents.topic.Topics;
import picocli.CommandLine;

/** The commands on directories; with a registry they are tested where there is one. */
class SchemasCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;
  private Path schemas;

  @BeforeEach
  void export() {
    schemas = directory.resolve("schemas");
    assertThat(run("schemas", "export", schemas.toString())).isZero();
    out.getBuffer().setLength(0);
  }

  @Test
  void everySchemaIsExported() {
    assertThat(SchemaDirectory.read(schemas, new Topics("canvas")))
        .containsExactlyInAnyOrderElementsOf(PipelineSchemas.of(new Topics("canvas")));
    assertThat(schemas.resolve("canvas/grade_change.json")).exists();
    assertThat(schemas.resolve("caliper/grade_change.json")).exists();
  }

  @Test
  void thisReleaseDoesNotBreakItself() {
    assertThat(check()).isZero();
    assertThat(out.toString()).contains(" 0 would break consumers");
  }

  @Test
  void oneMoreFieldPasses() throws IOException {
    // Given
    edit(
        "canvas/grade_change.json",
        "\"assignment_id\" : {",
        "\"brand_new\":{},\"assignment_id\" : {");

    // Then
    assertThat(check()).isZero();
    assertThat(
            run(
                "schemas",
                "diff",
                "--against",
                directory.resolve("schemas").toString(),
                "--schemas",
                edited().toString()))
        .isZero();
    assertThat(out.toString())
        .contains("canvas.events.grade_change-value\n  + body.brand_new: added");
  }

  @Test
  void aBreakingEditIsRefusedByNameWithExitCode1() throws IOException {
    // Given
    edit(
        "canvas/grade_change.json",
        "\"assignment_id\" : {",
        "\"assignment_id\" : {\"type\":\"array\"},\"x\":{");

    // Then
    assertThat(check()).isEqualTo(1);
    assertThat(out.toString())
        .contains("canvas.events.grade_change-value breaks consumers\n  body.assignment_id: ")
        .contains(" 1 would break consumers");
  }

  @Test
  void aSubjectThatIsGoneOrNewBreaksNobodyAndIsListed() throws IOException {
    // Given
    Path edited = edited();
    Files.move(edited.resolve("canvas/grade_change.json"), edited.resolve("canvas/moved.json"));

    // Then
    assertThat(check()).isZero();
    run("schemas", "diff", "--against", schemas.toString(), "--schemas", edited.toString());
    assertThat(out.toString())
        .contains("canvas.events.moved-value is new", "canvas.events.grade_change-value is gone");
  }

  @Test
  void wrongUseIsExitCode2WithAWordOfHelp() {
    assertThat(run("schemas")).isEqualTo(2);
    assertThat(run("schemas", "check", "--against", directory.resolve("nowhere").toString()))
        .isEqualTo(2);
    assertThat(run("schemas", "check")).isEqualTo(2);
    assertThat(err.toString())
        .contains("check, diff, register, export")
        .contains("no schemas in")
        .contains("SCHEMA_REGISTRY_URL");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsExitCode5() throws IOException {
    // Given
    Path config = directory.resolve("config");
    Files.writeString(config, "SCHEMA_REGISTRY_URL=http://me:hush@127.0.0.1:1\n");

    // Then
    for (String command : new String[] {"check", "diff", "register"}) {
      assertThat(run("schemas", command, "--config", config.toString())).isEqualTo(5);
    }
    assertThat(err.toString()).contains("http://127.0.0.1:1").doesNotContain("hush");
  }

  private int check() {
    return run(
        "schemas", "check", "--against", schemas.toString(), "--schemas", edited().toString());
  }

  /** A copy of the exported schemas, to edit. */
  private Path edited() {
    Path edited = directory.resolve("edited");
    if (!Files.exists(edited)) {
      assertThat(run("schemas", "export", edited.toString())).isZero();
      out.getBuffer().setLength(0);
    }
    return edited;
  }

  private void edit(String file, String text, String instead) throws IOException {
    Path path = edited().resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, instead));
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
