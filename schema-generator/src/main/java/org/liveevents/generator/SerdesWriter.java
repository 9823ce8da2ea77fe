package org.liveevents.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The factory of serdes: one method an event. */
final class SerdesWriter {

  private static final String PACKAGE = "org.liveevents.serde";

  private SerdesWriter() {}

  /** A factory with a method for each of those records. */
  static JavaFile factory(Map<String, ClassName> records) {
    TypeSpec.Builder factory =
        TypeSpec.classBuilder("LiveEventSerdes")
            .addJavadoc(
                "Kafka serdes of every event whose shape is known. They read plain JSON and JSON in"
                    + " the wire format\nof Confluent's registry alike, and write plain JSON. Safe to"
                    + " share between threads.\n")
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    records.forEach((name, type) -> factory.addMethod(method(name, type)));
    return JavaFile.builder(PACKAGE, factory.build()).skipJavaLangImports(true).build();
  }

  private static MethodSpec method(String name, ClassName type) {
    return MethodSpec.methodBuilder(JavaNames.member(name))
        .addJavadoc("Of {@link $T}.\n", type)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(
            ParameterizedTypeName.get(
                ClassName.get("org.apache.kafka.common.serialization", "Serde"), type))
        .addStatement("return $T.of($T.class)", ClassName.get(PACKAGE, "EventSerde"), type)
        .build();
  }
}
