package io.ingot.features;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows between the packages of features: what is served knows what is computed, never back.
 */
@AnalyzeClasses(packages = "io.ingot.features", importOptions = DoNotIncludeTests.class)
class FeatureArrowsTest {
  @ArchTest
  static final ArchRule packagesImportOnlyWhatIsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("view")
          .definedBy("io.ingot.features.view")
          .layer("prepare")
          .definedBy("io.ingot.features.prepare")
          .layer("asof")
          .definedBy("io.ingot.features.asof")
          .layer("registry")
          .definedBy("io.ingot.features.registry")
          .layer("training")
          .definedBy("io.ingot.features.training")
          .optionalLayer("score")
          .definedBy("io.ingot.features.score")
          .layer("wire")
          .definedBy("io.ingot.features.wire")
          .layer("feast")
          .definedBy("io.ingot.features.feast")
          .layer("online")
          .definedBy("io.ingot.features.online")
          .optionalLayer("step")
          .definedBy("io.ingot.features.step")
          .layer("root")
          .definedBy("io.ingot.features")
          .whereLayer("view")
          .mayNotAccessAnyLayer()
          .whereLayer("wire")
          .mayNotAccessAnyLayer()
          .whereLayer("prepare")
          .mayOnlyAccessLayers("view")
          .whereLayer("asof")
          .mayOnlyAccessLayers("view")
          .whereLayer("registry")
          .mayOnlyAccessLayers("view")
          .whereLayer("step")
          .mayOnlyAccessLayers("view", "prepare")
          .whereLayer("training")
          .mayOnlyAccessLayers("view", "prepare", "asof", "registry", "wire")
          .whereLayer("score")
          .mayOnlyAccessLayers("view", "prepare")
          .whereLayer("feast")
          .mayOnlyAccessLayers("view", "registry", "wire")
          .whereLayer("online")
          .mayOnlyAccessLayers("view", "asof", "feast", "registry");
}
