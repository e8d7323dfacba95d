// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

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

@AnalyzeClasses(packages = "dev.rollcall.schema", importOptions = ImportOption.DoNotIncludeTests.class)
class SchemaArchitectureTest {

    @ArchTest
    static final ArchRule SHOULD_KNOW_NEITHER_SPRING_NOR_PICOCLI_NOR_FREEMARKER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "picocli..", "freemarker..");

    @ArchTest
    static final ArchRule SHOULD_KNOW_NO_OTHER_MODULE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.rollcall.report..", "dev.rollcall.reconciler..");

    @ArchTest
    static final ArchRule SHOULD_HAVE_NO_CIRCLES_AMONG_ITS_ROOMS =
            slices().matching("dev.rollcall.schema.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SHOULD_NOT_ASK_THE_CLOCK = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule SHOULD_NOT_PRINT =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    /** A library's message may be missing, or several lines long. */
    @ArchTest
    static final ArchRule SHOULD_TELL_FAILURES_OF_LIBRARIES_ONLY_THROUGH_FAILURE_TEXT = noClasses()
            .that()
            .doNotHaveSimpleName("FailureText")
            .and()
            .doNotHaveSimpleName("DatabaseFailure")
            .and()
            .doNotHaveSimpleName("Database")
            .and()
            .doNotHaveSimpleName("EmbeddedDatabase")
            // these two search the system's message
            .and()
            .doNotHaveSimpleName("PostgresPrograms")
            .and()
            .doNotHaveSimpleName("StartFailure")
            .should()
            .callMethodWhere(target(name("getMessage"))
                    .and(target(owner(assignableTo(Throwable.class))))
                    .and(target(owner(not(resideInAPackage("dev.rollcall.."))))));

    /** An error that a user can do something about has a name; anything else is a bug. */
    @ArchTest
    static final ArchRule SHOULD_HAVE_ONE_EXCEPTION_FOR_USERS =
            noClasses().that().doNotHaveSimpleName("RollcallException").should().beAssignableTo(RuntimeException.class);

    /** Everything may use the catalogue. */
    @ArchTest
    static final ArchRule SHOULD_KNOW_NOBODY_FROM_THE_CATALOGUE = noClasses()
            .that()
            .resideInAPackage("..schema.error..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", "dev.rollcall.schema.error..");
}
