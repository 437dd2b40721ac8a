package io.ingot.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** The arrows between the modules, and the few places that may do what nobody else may. */
@AnalyzeClasses(packages = "io.ingot", importOptions = ApplicationClasses.class)
class ArchitectureTest {
  private static final String CORE = "io.ingot.core";
  private static final String ETL = "io.ingot.etl";
  private static final String QUALITY = "io.ingot.quality";
  private static final String FEATURES = "io.ingot.features";
  private static final String APP = "io.ingot.app";
  private static final Set<String> MODULES = Set.of(CORE, ETL, QUALITY, FEATURES, APP);

  /** The entry points, which alone end the process. */
  private static final String MAINS = "io\\.ingot\\.[a-z.]+\\.([A-Z][A-Za-z]*)?(Main|Job)";

  @ArchTest
  static void everyModuleIsThereAndBoundByARule(JavaClasses classes) {
    assertThat(
            classes.stream()
                .map(type -> type.getPackageName().split("\\."))
                .map(parts -> parts[0] + "." + parts[1] + "." + parts[2])
                .collect(Collectors.toSet()))
        .isEqualTo(MODULES);
  }

  @ArchTest static final ArchRule coreKnowsNoJob = isolated(CORE, ETL, QUALITY, FEATURES, APP);
  @ArchTest static final ArchRule etlKnowsOnlyCore = isolated(ETL, QUALITY, FEATURES, APP);
  @ArchTest static final ArchRule qualityKnowsOnlyCore = isolated(QUALITY, ETL, FEATURES, APP);
  @ArchTest static final ArchRule featuresKnowOnlyCore = isolated(FEATURES, ETL, QUALITY, APP);

  @ArchTest
  static final ArchRule onlyTheLakeTouchesDelta =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ingot.core.lake")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  @ArchTest
  static final ArchRule onlyLakeSessionBuildsASession =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.ingot.core.lake.LakeSession")
          .should()
          .callMethodWhere(sessionMethod("builder"))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(SparkSession.Builder.class);

  // A catalog is called by the session that resolves the query, on its thread: DeltaBridge.table.
  @ArchTest
  static final ArchRule everyoneElseIsHandedTheSession =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.ingot.core.lake.DeltaBridge")
          .should()
          .callMethodWhere(sessionMethod("active|getActiveSession|getDefaultSession"));

  @ArchTest
  static final ArchRule nothingStaticHoldsASession =
      noFields().that().haveRawType(SparkSession.class).should().beStatic();

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helpers?|Manager|Base|Impl|Data)")
          .because("such a name says nothing");

  @ArchTest
  static final ArchRule onlyMainsEndTheProcess =
      noClasses()
          .that()
          .haveNameNotMatching(MAINS)
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class);

  @ArchTest
  static final ArchRule onlyFailpointsHaltTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.ingot.core.batch.Failpoint")
          .should()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule everyoneSpeaksThroughTheConsole =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.ingot.core.cli.Console")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule classesAreFinalUnlessTheyAreMadeToBeExtended =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .haveModifier(JavaModifier.ABSTRACT);

  private static ArchRule isolated(String module, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Arrays.stream(others).map(other -> other + "..").toArray(String[]::new))
        .as(module + " knows none of " + String.join(", ", others));
  }

  private static DescribedPredicate<JavaCall<?>> sessionMethod(String names) {
    return target(nameMatching(names))
        .and(target(owner(JavaClass.Predicates.assignableTo(SparkSession.class))))
        .as("SparkSession." + names);
  }
}
