package org.liveevents.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** An auditor that shares code with what it audits shares its mistakes. */
@Tag("architecture")
@AnalyzeClasses(
    packages = "org.liveevents.audit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule sharesNoCodeWithThePipeline =
      noClasses()
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "belong to the pipeline",
                  (JavaClass other) ->
                      other.getPackageName().startsWith("org.liveevents.")
                          && !other.getPackageName().startsWith("org.liveevents.audit")));

  @ArchTest
  static final ArchRule onlyTheReaderOfTopicsKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..audit.kafka")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule theReferenceKnowsNothingOfTopics =
      noClasses()
          .that()
          .resideInAnyPackage("..audit.reference", "..audit.sort")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.liveevents.audit", "org.liveevents.audit.kafka");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("org.liveevents.audit.(*)..").should().beFreeOfCycles();
}
