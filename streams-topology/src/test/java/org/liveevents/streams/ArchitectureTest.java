package org.liveevents.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** What each package may know. */
@Tag("architecture")
@AnalyzeClasses(
    packages = "org.liveevents.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] STAGES = {
    "decode", "validate", "dedupe", "reorder", "split", "course"
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.liveevents.streams.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void noStageKnowsAnother(JavaClasses all) {
    for (String stage : STAGES) {
      for (String other : STAGES) {
        if (!stage.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("org.liveevents.streams." + stage)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.liveevents.streams." + other)
              .check(all);
        }
      }
    }
  }

  /** The window is the vocabulary of dedupe and reorder, and knows neither. */
  @ArchTest
  static final ArchRule whatIsSharedKnowsNoStage =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..streams.flow", "..streams.window", "..streams.ledger", "..streams.pulse")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..streams.decode",
              "..streams.validate",
              "..streams.dedupe",
              "..streams.reorder",
              "..streams.split",
              "..streams.course");

  @ArchTest
  static final ArchRule whatTravelsKnowsNoKafka =
      noClasses()
          .that()
          .resideInAPackage("..streams.flow")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule rulesKnowNoKafka =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..streams.window", "..streams.ledger", "..streams.pulse", "..streams.console")
          .or()
          .haveSimpleName("View")
          .or()
          .haveSimpleName("Facts")
          .or()
          .haveSimpleName("ValueLayout")
          .or()
          .haveSimpleName("Statements")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule onlyTheQuerySpeaksHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("..streams.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "java.net.http..");
}
