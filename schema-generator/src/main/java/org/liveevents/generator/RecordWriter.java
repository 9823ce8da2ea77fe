package org.liveevents.generator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The records of one format, in one package. What several events share becomes a record of its own;
 * what one event alone has is nested in the record of that event.
 */
final class RecordWriter {

  private static final ClassName NULLABLE = ClassName.get(Nullable.class);
  private static final ClassName READ_TIME =
      ClassName.get("org.liveevents.events", "Times", "Reader");
  private static final ClassName WRITE_TIME =
      ClassName.get("org.liveevents.events", "Times", "Writer");

  private final String packageName;
  private final Map<String, TypeSpec> records = new TreeMap<>();

  RecordWriter(String packageName) {
    this.packageName = packageName;
  }

  /** Adds the record of an event. */
  ClassName add(String event, Shape shape) {
    String name = JavaNames.type(event);
    records.put(name, record(name, shape).build());
    return ClassName.get(packageName, name);
  }

  /** Everything added, each record with what it needs. */
  List<JavaFile> files() {
    return records.values().stream()
        .map(type -> JavaFile.builder(packageName, type).skipJavaLangImports(true).build())
        .toList();
  }

  private TypeSpec.Builder record(String name, Shape shape) {
    TypeSpec.Builder type =
        TypeSpec.recordBuilder(name)
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(
                AnnotationSpec.builder(JsonIgnoreProperties.class)
                    .addMember("ignoreUnknown", "true")
                    .build())
            .addAnnotation(
                AnnotationSpec.builder(JsonInclude.class)
                    .addMember("value", "$T.NON_NULL", JsonInclude.Include.class)
                    .build());
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    CodeBlock.Builder words = CodeBlock.builder().add("$L\n", javadoc(shape.words()));
    shape
        .members()
        .forEach(
            (member, of) -> {
              constructor.addParameter(component(member, of, type));
              words.add("\n@param $L $L", JavaNames.member(member), javadoc(meaning(of)));
            });
    if (shape.isEntity()) {
      type.addMethod(ofId(name, shape));
    }
    return type.recordConstructor(constructor.build()).addJavadoc(words.build());
  }

  private ParameterSpec component(String member, Shape shape, TypeSpec.Builder owner) {
    TypeName type = type(member, shape, owner);
    ParameterSpec.Builder component =
        ParameterSpec.builder(
                type.annotated(AnnotationSpec.builder(NULLABLE).build()), JavaNames.member(member))
            .addAnnotation(
                AnnotationSpec.builder(JsonProperty.class)
                    .addMember("value", "$S", member)
                    .build());
    if (type.equals(ClassName.get(Instant.class))) {
      component.addAnnotation(using(JsonDeserialize.class, READ_TIME));
      component.addAnnotation(using(JsonSerialize.class, WRITE_TIME));
    }
    return component.build();
  }

  private TypeName type(String member, Shape shape, TypeSpec.Builder owner) {
    if (shape.refersTo("time", "optionalTime")) {
      return ClassName.get(Instant.class);
    }
    if (!shape.text("x-id-scope").isEmpty()
        || shape.refersTo("optionalDate", "iri")
        || (shape.isConstant() && !shape.isObject())) {
      return ClassName.get(String.class);
    }
    if (shape.isObject()) {
      return objectType(member, shape, owner);
    }
    Shape items = shape.items();
    if (items != null) {
      return ParameterizedTypeName.get(
          ClassName.get(List.class), type(member + "_item", items, owner));
    }
    return scalar(shape);
  }

  private static TypeName scalar(Shape shape) {
    if (shape.isOnly("string")) {
      return ClassName.get(String.class);
    }
    if (shape.isOnly("boolean")) {
      return ClassName.get(Boolean.class);
    }
    if (shape.isOnly("integer")) {
      return ClassName.get(Long.class);
    }
    return ClassName.get(shape.isOnly("number") ? BigDecimal.class : JsonNode.class);
  }

  private TypeName objectType(String member, Shape shape, TypeSpec.Builder owner) {
    String shared = shape.shared();
    if (shared == null) {
      String name = nested(member);
      owner.addType(record(name, shape).addModifiers(Modifier.STATIC).build());
      return ClassName.bestGuess(name);
    }
    String name = JavaNames.type(shared);
    if (!records.containsKey(name)) {
      records.put(name, record(name, shape).build());
    }
    return ClassName.get(packageName, name);
  }

  /** Java has an Object already, and what Caliper calls its data are events. */
  private static String nested(String member) {
    return switch (member) {
      case "object" -> "EventObject";
      case "data_item" -> "Event";
      default -> JavaNames.type(member);
    };
  }

  private static MethodSpec ofId(String name, Shape shape) {
    CodeBlock.Builder values = CodeBlock.builder();
    String separator = "";
    for (String member : shape.members().keySet()) {
      values.add(separator + (member.equals("id") ? "id" : "null"));
      separator = ", ";
    }
    return MethodSpec.methodBuilder("of")
        .addJavadoc("Of its id alone, as which it may come.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addAnnotation(
            AnnotationSpec.builder(JsonCreator.class)
                .addMember("mode", "$T.DELEGATING", JsonCreator.Mode.class)
                .build())
        .returns(ClassName.bestGuess(name))
        .addParameter(String.class, "id")
        .addStatement("return new $L($L)", name, values.build())
        .build();
  }

  private static AnnotationSpec using(Class<?> annotation, ClassName type) {
    return AnnotationSpec.builder(annotation).addMember("using", "$T.class", type).build();
  }

  private static String meaning(Shape shape) {
    StringBuilder meaning = new StringBuilder(shape.words());
    add(meaning, " In ", shape.text("x-unit"), ".");
    String scope = shape.text("x-id-scope");
    add(
        meaning,
        " Sent as a ",
        scope.equals("urn") ? "URN" : scope,
        scope.equals("urn") ? "." : " id.");
    add(meaning, " Cut after ", shape.text("x-truncated"), " characters.");
    return meaning.toString();
  }

  private static void add(StringBuilder meaning, String before, String fact, String after) {
    if (!fact.isEmpty()) {
      meaning.append(before).append(fact).append(after);
    }
  }

  /** Plain words as Javadoc. */
  private static String javadoc(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
