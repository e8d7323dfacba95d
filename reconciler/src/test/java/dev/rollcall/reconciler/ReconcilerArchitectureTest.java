// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.rollcall.reconciler", importOptions = ImportOption.DoNotIncludeTests.class)
class ReconcilerArchitectureTest {

    @ArchTest
    static final ArchRule SHOULD_KEEP_PICOCLI_TO_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule SHOULD_KEEP_SPRING_TO_THE_JOB = noClasses()
            .that()
            .resideOutsideOfPackage("..job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule SHOULD_KEEP_JOOQ_OUT_OF_THE_IMPORT_AND_THE_DEMO = noClasses()
            .that()
            .resideInAnyPackage("..inventory..", "..demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jooq..");

    @ArchTest
    static final ArchRule SHOULD_NOT_KNOW_THE_COMMANDS_BELOW_THEM = noClasses()
            .that()
            .resideInAnyPackage("..job..", "..inventory..", "..demo..", "..explain..", "..doctor..", "..alias..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..cli..");

    @ArchTest
    static final ArchRule SHOULD_LEAD_FROM_COMMANDS_TO_WHAT_THEY_SHARE = noClasses()
            .that()
            .resideInAnyPackage("dev.rollcall.reconciler.cli", "..cli.text..", "..cli.option..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..cli.command..", "..cli.config..");

    @ArchTest
    static final ArchRule SHOULD_HAVE_NO_CIRCLES_AMONG_THE_ROOMS_OF_THE_COMMANDS =
            slices().matching("dev.rollcall.reconciler.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SHOULD_IMPORT_LINES_WITHOUT_GIT = noClasses()
            .that()
            .resideInAnyPackage("dev.rollcall.reconciler.inventory", "..inventory.format..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..inventory.git..");

    @ArchTest
    static final ArchRule SHOULD_READ_LINES_WITHOUT_STORING_THEM = noClasses()
            .that()
            .resideInAPackage("..inventory.format..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.rollcall.reconciler.inventory");

    @ArchTest
    static final ArchRule SHOULD_NOT_ASK_THE_CLOCK = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule SHOULD_PRINT_ONLY_THROUGH_THE_WRITERS_OF_MAIN = noClasses()
            .that()
            .doNotHaveSimpleName("Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    /** A library's message may be missing, or several lines long. */
    @ArchTest
    static final ArchRule SHOULD_TELL_FAILURES_OF_LIBRARIES_ONLY_THROUGH_FAILURE_TEXT = noClasses()
            .that()
            .doNotHaveSimpleName("Failures")
            .should()
            .callMethodWhere(target(name("getMessage"))
                    .and(target(owner(assignableTo(Throwable.class))))
                    .and(target(owner(not(resideInAPackage("dev.rollcall.."))))));

    /** An error that a user can do something about has a name; anything else is a bug. */
    @ArchTest
    static final ArchRule SHOULD_HAVE_ONE_EXCEPTION_FOR_USERS =
            noClasses().should().beAssignableTo(RuntimeException.class);
}
