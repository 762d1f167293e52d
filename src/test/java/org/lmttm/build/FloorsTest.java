package org.lmttm.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.stream.Stream;

/** The floors of the house: each package uses only what stands below it, and toolkits stay on their own floor. */
@AnalyzeClasses(packages = "org.lmttm", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {
    private static final String[] UI = {"javafx..", "org.fxyz3d..", "org.controlsfx..", "org.jfree..", "atlantafx.."};

    @ArchTest
    static final ArchRule EACH_FLOOR_USES_ONLY_WHAT_STANDS_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("roof")
            .definedBy("org.lmttm", "org.lmttm.cli..")
            .layer("app")
            .definedBy("org.lmttm.app..")
            .layer("doctor")
            .definedBy("org.lmttm.doctor..")
            .layer("report")
            .definedBy("org.lmttm.report..")
            .layer("audit")
            .definedBy("org.lmttm.audit..")
            .layer("insight")
            .definedBy("org.lmttm.insight..")
            .layer("experiment")
            .definedBy("org.lmttm.experiment..")
            .layer("evaluation")
            .definedBy("org.lmttm.evaluation..")
            .layer("cohort")
            .definedBy("org.lmttm.cohort..")
            .layer("training")
            .definedBy("org.lmttm.training..")
            .layer("model")
            .definedBy("org.lmttm.model..")
            .layer("dataset")
            .definedBy("org.lmttm.dataset..")
            .layer("metrics")
            .definedBy("org.lmttm.metrics..")
            .layer("surface")
            .definedBy("org.lmttm.surface..")
            .layer("volume.io")
            .definedBy("org.lmttm.volume.io..")
            .layer("volume")
            .definedBy("org.lmttm.volume")
            .layer("download")
            .definedBy("org.lmttm.download..")
            .layer("program")
            .definedBy("org.lmttm.program..")
            .whereLayer("download")
            .mayNotAccessAnyLayer()
            .whereLayer("program")
            .mayNotAccessAnyLayer()
            .whereLayer("roof")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("roof")
            .whereLayer("doctor")
            .mayOnlyBeAccessedByLayers("roof", "app")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("roof", "app")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("roof", "app", "report")
            .whereLayer("insight")
            .mayOnlyBeAccessedByLayers("roof", "app", "report")
            .whereLayer("experiment")
            .mayOnlyBeAccessedByLayers("roof", "app", "insight")
            .whereLayer("evaluation")
            .mayOnlyBeAccessedByLayers("roof", "app", "report", "audit", "insight", "experiment")
            .whereLayer("cohort")
            .mayOnlyBeAccessedByLayers("roof", "app")
            .whereLayer("training")
            .mayOnlyBeAccessedByLayers(
                    "roof", "app", "doctor", "report", "insight", "experiment", "evaluation", "cohort")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers(
                    "roof",
                    "app",
                    "doctor",
                    "report",
                    "audit",
                    "insight",
                    "experiment",
                    "evaluation",
                    "cohort",
                    "training")
            .whereLayer("dataset")
            .mayOnlyBeAccessedByLayers(
                    "roof", "app", "report", "insight", "experiment", "evaluation", "cohort", "training", "model")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers(
                    "roof", "app", "report", "insight", "experiment", "evaluation", "training", "model", "dataset")
            .whereLayer("surface")
            .mayOnlyBeAccessedByLayers(
                    "roof", "app", "doctor", "report", "insight", "experiment", "evaluation", "dataset")
            .whereLayer("volume.io")
            .mayOnlyBeAccessedByLayers(
                    "roof",
                    "app",
                    "report",
                    "audit",
                    "insight",
                    "experiment",
                    "evaluation",
                    "cohort",
                    "training",
                    "model",
                    "dataset",
                    "surface");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.lmttm.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_APP_USES_THE_UI_TOOLKITS = noClasses()
            .that()
            .resideOutsideOfPackage("org.lmttm.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(UI);

    @ArchTest
    static final ArchRule ENGINE_TYPES_STAY_BELOW = ArchRuleDefinition.methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.describe(
                    "are above training",
                    c -> Stream.of("model", "training")
                            .noneMatch(p -> c.getPackageName().startsWith("org.lmttm." + p))))
            .should(haveNoEngineTypeInTheirSignature())
            .allowEmptyShould(true);

    private static ArchCondition<JavaMethod> haveNoEngineTypeInTheirSignature() {
        return new ArchCondition<>("have no ai.djl type in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream<JavaClass> types =
                        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream());
                types.filter(type -> type.getPackageName().startsWith("ai.djl"))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " uses " + type.getName())));
            }
        };
    }
}
