package dev.gatehouse.house;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;

import org.jspecify.annotations.NullMarked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.function.BiConsumer;

/** The conditions that ArchUnit does not bring. */
final class HouseConditions {
    private HouseConditions() {}

    static ArchCondition<JavaClass> useLibrariesOnlyAtHome(String base) {
        return condition(
                "use each library only in its home (Packages.HOMES)",
                (type, events) ->
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> isMisplaced(base, dependency))
                                .forEach(
                                        found ->
                                                events.add(
                                                        violated(found, found.getDescription()))));
    }

    private static boolean isMisplaced(String base, Dependency dependency) {
        var target = dependency.getTargetClass().getBaseComponentType();
        if (target.isPrimitive()
                || target.getPackageName().startsWith("java.")
                || target.getPackageName().startsWith("javax.")
                || Packages.within(target.getPackageName(), base)
                || Packages.COMMON.stream().anyMatch(target.getName()::startsWith)) {
            return false;
        }
        var user = dependency.getOriginClass().getPackageName();
        return Packages.HOMES.entrySet().stream()
                .filter(library -> target.getName().startsWith(library.getKey()))
                .flatMap(library -> library.getValue().stream())
                .noneMatch(home -> Packages.within(user, base + "." + home));
    }

    /** Blocks leave no modifier, so the byte code is read. */
    static ArchCondition<JavaClass> takeNoMonitor() {
        return condition(
                "take no monitor",
                (type, events) -> {
                    if (takesMonitor(type)) {
                        events.add(violated(type, type.getName() + " is synchronized somewhere"));
                    }
                });
    }

    private static boolean takesMonitor(JavaClass type) {
        return type.getMethods().stream()
                        .anyMatch(
                                method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                || ClassFile.of().parse(bytesOf(type)).methods().stream()
                        .anyMatch(HouseConditions::entersMonitor);
    }

    private static boolean entersMonitor(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(MonitorInstruction.class::isInstance);
    }

    private static byte[] bytesOf(JavaClass type) {
        try (var stream = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ArchCondition<JavaClass> standInANullMarkedPackage() {
        return condition(
                "stand in a package that is @NullMarked",
                (type, events) -> {
                    if (!isNullMarked(type.getPackage())) {
                        events.add(
                                violated(
                                        type,
                                        type.getName() + " is in a package without @NullMarked"));
                    }
                });
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static ArchCondition<JavaClass> condition(
            String description, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, events);
            }
        };
    }
}
