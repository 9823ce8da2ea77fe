package org.liveevents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What each package of this module may know. */
@AnalyzeClasses(
    packages = "org.liveevents",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
@ArchTag("architecture")
class ArchitectureTest {

  private static final String JDK = "java..";
  private static final String NULLNESS = "org.jspecify.annotations";
  private static final String EVENT = "org.liveevents.event";
  private static final String CATALOGUE = "org.liveevents.catalogue";
  private static final String ENVELOPE = "org.liveevents.envelope";
  private static final String JSON = "org.liveevents.json";
  private static final String SCHEMA = "org.liveevents.schema";
  private static final String VALIDATE = "org.liveevents.validate";
  private static final String STATUS = "org.liveevents.status";
  private static final String TOPIC = "org.liveevents.topic";

  @ArchTest
  void eventKnowsTheJdkAlone(JavaClasses module) {
    knowsOnly(EVENT).check(module);
  }

  @ArchTest
  void topicKnowsEventsAlone(JavaClasses module) {
    knowsOnly(TOPIC, EVENT).check(module);
  }

  @ArchTest
  void catalogueKnowsEventsAndAJsonParser(JavaClasses module) {
    knowsOnly(CATALOGUE, EVENT, "com.fasterxml.jackson..").check(module);
  }

  @ArchTest
  void envelopeKnowsEventsTheCatalogueAndAStreamingJsonParser(JavaClasses module) {
    knowsOnly(ENVELOPE, EVENT, CATALOGUE, "com.fasterxml.jackson.core..").check(module);
  }

  @ArchTest
  void schemaKnowsEventsTheCatalogueAndAJsonParser(JavaClasses module) {
    knowsOnly(SCHEMA, EVENT, CATALOGUE, "com.fasterxml.jackson..").check(module);
  }

  @ArchTest
  void validateKnowsEventsTheirSchemasAndAJsonParser(JavaClasses module) {
    knowsOnly(VALIDATE, EVENT, JSON, SCHEMA, "com.fasterxml.jackson..").check(module);
  }

  @ArchTest
  void jsonKnowsTheJdkAlone(JavaClasses module) {
    knowsOnly(JSON).check(module);
  }

  @ArchTest
  void schemaChangesKnowAJsonParserAlone(JavaClasses module) {
    knowsOnly("org.liveevents.schema.change", "com.fasterxml.jackson..").check(module);
  }

  @ArchTest
  void statusKnowsAJsonParserAlone(JavaClasses module) {
    knowsOnly(STATUS, "com.fasterxml.jackson..").check(module);
  }

  @ArchTest
  void packagesAreFreeOfCycles(JavaClasses module) {
    slices().matching("org.liveevents.(*)..").should().beFreeOfCycles().check(module);
  }

  @ArchTest
  void nothingButSerdesKnowsKafka(JavaClasses module) {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.liveevents.serde")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..")
        .check(module);
  }

  private static ArchRule knowsOnly(String own, String... others) {
    String[] allowed = new String[others.length + 3];
    System.arraycopy(others, 0, allowed, 0, others.length);
    allowed[others.length] = own;
    allowed[others.length + 1] = JDK;
    allowed[others.length + 2] = NULLNESS;
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }
}
