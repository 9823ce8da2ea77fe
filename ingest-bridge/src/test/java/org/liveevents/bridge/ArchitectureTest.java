package org.liveevents.bridge;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each package of the bridge may know. */
@Tag("architecture")
class ArchitectureTest {

  private static final JavaClasses BRIDGE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.liveevents.bridge");

  @Test
  void onlySqsKnowsTheAwsSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..bridge.sqs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(BRIDGE);
  }

  @Test
  void onlyTheWebhookKnowsHttpAndTokens() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..bridge.webhook..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..", "com.nimbusds..")
        .check(BRIDGE);
  }

  @Test
  void onlyTheKafkaPackageAndTheWiringKnowKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..bridge.intake..",
            "..bridge.sqs..",
            "..bridge.webhook..",
            "..bridge.metrics..",
            "..bridge.spool..",
            "..bridge.status..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(BRIDGE);
  }

  @Test
  void theIntakeKnowsTheVocabularyAlone() {
    noClasses()
        .that()
        .resideInAPackage("..bridge.intake..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..runtime..", "..bridge.sqs..", "..bridge.webhook..", "..bridge.kafka..")
        .check(BRIDGE);
  }

  /** A timer of the JDK never again calls what threw once, and says nothing. */
  @Test
  void whatIsDoneAgainAndAgainIsRecurring() {
    noClasses()
        .should()
        .callMethodWhere(
            nameMatching("scheduleWithFixedDelay|scheduleAtFixedRate")
                .onResultOf(JavaMethodCall::getTarget))
        .check(BRIDGE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.liveevents.bridge.(*)..").should().beFreeOfCycles().check(BRIDGE);
  }

  @Test
  void noPackageReachesBackToTheWiring() {
    noClasses()
        .that()
        .resideInAPackage("org.liveevents.bridge.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.liveevents.bridge")
        .check(BRIDGE);
  }
}
