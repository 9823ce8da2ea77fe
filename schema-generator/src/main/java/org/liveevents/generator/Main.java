package org.liveevents.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.generator.SchemaFiles.Located;

/** Writes records and serdes of a folder of schemas: {@code Main <schemas> <target>}. */
public final class Main {

  private static final String EVENTS = "org.liveevents.events.";

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    for (JavaFile file : generated(Path.of(arguments[0]))) {
      file.writeTo(Path.of(arguments[1]));
    }
  }

  /** The Java files of that folder of schemas, always the same for the same schemas. */
  static List<JavaFile> generated(Path schemas) {
    SchemaFiles files = new SchemaFiles(schemas);
    List<JavaFile> generated = new ArrayList<>();
    Map<String, ClassName> serdes = new LinkedHashMap<>();
    for (String format : List.of("canvas", "caliper")) {
      RecordWriter records = new RecordWriter(EVENTS + format);
      for (Located schema : files.of(format)) {
        String event = schema.schema().at("/x-event/name").textValue();
        ClassName type = records.add(event, Shape.of(files, List.of(schema)));
        serdes.put(format.equals("canvas") ? event : format + "_" + event, type);
      }
      generated.addAll(records.files());
    }
    generated.add(SerdesWriter.factory(serdes));
    return List.copyOf(generated);
  }
}
