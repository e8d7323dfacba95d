// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.rollcall.schema.FailureText;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(packages = "dev.rollcall.report", importOptions = ImportOption.DoNotIncludeTests.class)
class ReportArchitectureTest {

    /** The entry points of the module only pass the context on. */
    @ArchTest
    static final ArchRule jooq_only_in_query = noClasses()
            .that()
            .resideOutsideOfPackage("..query..")
            .and()
            .doNotHaveSimpleName("Report")
            .and()
            .doNotHaveSimpleName("ReportFolders")
            .and()
            .doNotHaveSimpleName("ArchiveOwner")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.jooq..", "dev.rollcall.schema..")
                    .and(not(resideInAnyPackage(
                            "dev.rollcall.schema.domain..",
                            "dev.rollcall.schema.text..",
                            "dev.rollcall.schema.error",
                            "dev.rollcall.schema.file")))
                    .and(not(type(FailureText.class))));

    @ArchTest
    static final ArchRule no_framework =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "picocli..");

    @ArchTest
    static final ArchRule templates_only_in_page = noClasses()
            .that()
            .resideOutsideOfPackage("..html.page..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("freemarker..");

    @ArchTest
    static final ArchRule models_know_nobody = noClasses()
            .that()
            .resideInAPackage("..model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..query..", "..html..", "..format..", "..wording..");

    @ArchTest
    static final ArchRule no_circles_among_the_parts_of_the_module =
            slices().matching("dev.rollcall.report.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_circles_among_the_pages =
            slices().matching("dev.rollcall.report.html.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_circles_among_the_formats =
            slices().matching("dev.rollcall.report.format.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule pages_know_not_the_night_they_belong_to = noClasses()
            .that()
            .resideInAPackage("..html.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.rollcall.report.html");

    @ArchTest
    static final ArchRule what_pages_share_knows_no_page = noClasses()
            .that()
            .resideInAnyPackage("..html.link..", "..html.part..", "..html.page..")
            .should()
            .dependOnClassesThat(resideInAPackage("..report.html..")
                    .and(not(resideInAnyPackage("..html.link..", "..html.part..", "..html.page.."))));

    @ArchTest
    static final ArchRule no_standard_streams = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule no_clock_and_no_chance = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    /** A library's message may be missing, or several lines long. */
    @ArchTest
    static final ArchRule messages_only_through_failure_text = noClasses()
            .should()
            .callMethodWhere(target(name("getMessage"))
                    .and(target(owner(assignableTo(Throwable.class))))
                    .and(target(owner(not(resideInAPackage("dev.rollcall.."))))));

    /** An error that a user can do something about has a name; anything else is a bug. */
    @ArchTest
    static final ArchRule one_exception_for_users = noClasses().should().beAssignableTo(RuntimeException.class);
}
