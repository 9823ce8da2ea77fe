package org.liveevents.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** What each package may know. */
@Tag("architecture")
@AnalyzeClasses(
    packages = "org.liveevents.tools",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule schemasKnowNoKafkaAndNoHttp =
      noClasses()
          .that()
          .resideInAPackage("..tools.schemas")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "java.net.http..");

  @ArchTest
  static final ArchRule readingFilesKnowsNoKafka =
      noClasses()
          .that()
          .resideInAPackage("..tools.input")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "..bridge..", "..runtime..");

  @ArchTest
  static final ArchRule onlyTheDoctorKnowsAwsAndTokens =
      noClasses()
          .that()
          .resideOutsideOfPackage("..tools.doctor")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.nimbusds..");

  @ArchTest
  static final ArchRule onlyTheDoctorAndTheAuditorKnowHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages("..tools.doctor", "..tools.audit")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("org.liveevents.tools.(*)..").should().beFreeOfCycles();
}
