package io.ingot.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows between core's packages: error, project, lake, batch, lease, run, lineage, report and
 * trial, cli, and never back.
 */
@AnalyzeClasses(packages = "io.ingot.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesImportOnlyWhatIsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("error")
          .definedBy("io.ingot.core.error..")
          .layer("project")
          .definedBy("io.ingot.core.project..")
          .layer("lake")
          .definedBy("io.ingot.core.lake..")
          .layer("batch")
          .definedBy("io.ingot.core.batch..")
          .layer("lease")
          .definedBy("io.ingot.core.lease..")
          .layer("run")
          .definedBy("io.ingot.core.run..")
          .layer("watch")
          .definedBy("io.ingot.core.watch..")
          .optionalLayer("lineage")
          .definedBy("io.ingot.core.lineage..")
          .optionalLayer("report")
          .definedBy("io.ingot.core.report..")
          .optionalLayer("trial")
          .definedBy("io.ingot.core.trial..")
          .layer("cli")
          .definedBy("io.ingot.core.cli..")
          .whereLayer("error")
          .mayNotAccessAnyLayer()
          .whereLayer("project")
          .mayOnlyAccessLayers("error")
          .whereLayer("lake")
          .mayOnlyAccessLayers("error", "project")
          .whereLayer("batch")
          .mayOnlyAccessLayers("error", "project", "lake")
          .whereLayer("lease")
          .mayOnlyAccessLayers("error", "project", "lake", "batch")
          .whereLayer("run")
          .mayOnlyAccessLayers("error", "project", "lake", "batch", "lease")
          .whereLayer("watch")
          .mayOnlyAccessLayers("error", "project", "lake", "batch", "lease", "run")
          .whereLayer("lineage")
          .mayOnlyAccessLayers("error", "project", "lake", "batch", "lease", "run")
          .whereLayer("report")
          .mayOnlyAccessLayers(
              "error", "project", "lake", "batch", "lease", "run", "watch", "lineage")
          .whereLayer("trial")
          .mayOnlyAccessLayers("error", "project", "lake", "batch", "lease", "run")
          .whereLayer("cli")
          .mayOnlyAccessLayers(
              "error", "project", "lake", "batch", "lease", "run", "watch", "lineage", "report",
              "trial");

  @ArchTest
  static final ArchRule everyClassIsInOneOfThosePackages =
      classes()
          .should()
          .resideInAnyPackage(
              "io.ingot.core.error",
              "io.ingot.core.project",
              "io.ingot.core.lake",
              "io.ingot.core.batch",
              "io.ingot.core.lease",
              "io.ingot.core.run",
              "io.ingot.core.watch",
              "io.ingot.core.lineage",
              "io.ingot.core.report",
              "io.ingot.core.trial",
              "io.ingot.core.cli");

  @ArchTest
  static final ArchRule projectFilesAreReadWithoutSparkSessionsAndDelta =
      noClasses()
          .that()
          .resideInAnyPackage("io.ingot.core.error", "io.ingot.core.project")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.spark.sql.SparkSession")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  @ArchTest
  static final ArchRule onlyTheLakeTouchesDelta =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ingot.core.lake")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  @ArchTest
  static final ArchRule onlyClassesThatAreNamedForItTouchDeltasInternals =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.ingot\\.core\\.lake\\.Delta[A-Z].*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.sql.delta..");
}
