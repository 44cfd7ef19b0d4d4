package dev.gatehouse.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.gatehouse.house.HouseRules.Named;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/**
 * Holds the rules under the package table. Each rule is run twice: over the product, where it must
 * hold, and over {@code house.crooked}, a small tree that breaks every one of them.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String BASE = "dev.gatehouse";
    private static final String CROOKED = "dev.gatehouse.house.crooked";

    private JavaClasses product = importer().importPackages(List.of());
    private JavaClasses crooked = importer().importPackages(List.of());

    @BeforeAll
    void readClasses() {
        product =
                importer()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages(BASE);
        crooked = importer().importPackages(CROOKED);
    }

    @Test
    void theProductIsRead() {
        assertThat(product).hasSizeGreaterThan(80);
        assertThat(product)
                .noneMatch(type -> type.getPackageName().startsWith("dev.gatehouse.house"));
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheProduct")
    void theRuleHolds(Named rule) {
        rule.rule().allowEmptyShould(true).check(product);
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheCrookedTree")
    void theRuleCanFail(Named rule) {
        assertThat(rule.rule().allowEmptyShould(true).evaluate(crooked).hasViolation()).isTrue();
    }

    static List<Named> rulesOfTheProduct() {
        return new HouseRules(BASE).all();
    }

    static List<Named> rulesOfTheCrookedTree() {
        return new HouseRules(CROOKED).all();
    }

    private static ClassFileImporter importer() {
        return new ClassFileImporter();
    }
}
