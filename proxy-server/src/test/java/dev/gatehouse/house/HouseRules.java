package dev.gatehouse.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.GeneralCodingRules;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of architecture and style that byte code shows, over any tree with our package table.
 */
final class HouseRules {
    private static final DescribedPredicate<JavaClass> NETWORK_OR_DISK =
            resideInAnyPackage("java.nio.file..", "java.net..", "javax.net..")
                    .or(
                            DescribedPredicate.describe(
                                    "files and sockets", HouseRules::isFileOrSocket))
                    .and(not(type(URI.class).or(type(URISyntaxException.class))))
                    .and(not(type(URLEncoder.class).or(type(URLDecoder.class))))
                    .as("network or disk");

    /** {@code EveryRouteIsDecidedTest} holds that none of them takes a name past the rule. */
    private static final String WHO_ASKS =
            "Kernel|SourceIndexes|Canaries|Probes|FileFetch|FileIntegrity|ToldDigests"
                    + "|GatherService|SearchService|ListingService|UpstreamChecks"
                    + "|AskedSignatures|RegistryKeyBook";

    private final String base;

    HouseRules(String base) {
        this.base = base;
    }

    /** All rules by name, so that one list serves the tree and the crooked tree. */
    List<Named> all() {
        var rules = new ArrayList<Named>();
        rules.addAll(arrows());
        rules.addAll(purity());
        rules.addAll(habits());
        coreParts()
                .map(
                        part ->
                                new Named(
                                        "core." + part.getKey() + " uses what the table allows",
                                        part(part)))
                .forEach(rules::add);
        return rules;
    }

    private List<Named> arrows() {
        return List.of(
                new Named(
                        "one library, one package",
                        classes().should(HouseConditions.useLibrariesOnlyAtHome(base))),
                new Named(
                        "no package cycles",
                        slices().matching(base + ".(**)").should().beFreeOfCycles()),
                new Named("core knows nobody", onlyDependOn("core", List.of("core"))),
                new Named("config knows nobody", onlyDependOn("config", List.of("config"))),
                new Named("npm knows core only", onlyDependOn("npm", List.of("npm", "core"))),
                new Named("pypi knows core only", onlyDependOn("pypi", List.of("pypi", "core"))),
                new Named("maven knows core only", onlyDependOn("maven", List.of("maven", "core"))),
                new Named(
                        "server.http knows core only",
                        onlyDependOn("server.http", List.of("server.http", "core"))),
                new Named(
                        "server.upstream knows core only",
                        onlyDependOn("server.upstream", List.of("server.upstream", "core"))),
                new Named(
                        "server.store knows core only",
                        onlyDependOn("server.store", List.of("server.store", "core"))),
                new Named(
                        "server.cache knows core only",
                        onlyDependOn("server.cache", List.of("server.cache", "core"))));
    }

    private List<Named> purity() {
        return List.of(
                new Named(
                        "formats know neither network nor disk",
                        noClassesIn("npm", "pypi", "maven")
                                .should()
                                .dependOnClassesThat(NETWORK_OR_DISK)),
                new Named(
                        "core.trust touches nothing",
                        noClassesIn("core.trust")
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage("java.io..", "java.nio..", "java.net..")
                                                .or(assignableTo(InstantSource.class)))),
                new Named(
                        "core.trust has no clock",
                        noClassesIn("core.trust").should().callMethod(System.class, "nanoTime")),
                new Named(
                        "no futures in core",
                        noClassesIn("core")
                                .should()
                                .dependOnClassesThat(
                                        type(CompletableFuture.class)
                                                .or(type(CompletionStage.class)))),
                new Named(
                        "no monitors in core", in("core").should(HouseConditions.takeNoMonitor())),
                new Named(
                        "the clock comes in through constructors",
                        noClassesOutsideWiring()
                                .should()
                                .callMethod(System.class, "currentTimeMillis")
                                .orShould()
                                .callMethod(Instant.class, "now")
                                .orShould()
                                .callMethod(Clock.class, "systemUTC")
                                .orShould()
                                .callMethod(InstantSource.class, "system")),
                new Named(
                        "upstreams are asked by those who ask the rule first",
                        noClasses()
                                .that()
                                .resideInAPackage(base + ".core.proxy")
                                .and()
                                .haveNameNotMatching(".*\\.(" + WHO_ASKS + ")(\\$.*)?")
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName(base + ".core.upstream.UpstreamClient")),
                new Named(
                        "variables are read at the start",
                        noClassesOutsideWiring()
                                .should()
                                .callMethod(System.class, "getenv")
                                .orShould()
                                .callMethod(System.class, "getenv", String.class)));
    }

    private List<Named> habits() {
        return List.of(
                new Named(
                        "names say what a class is",
                        noClasses()
                                .should()
                                .haveNameMatching(".*(Utils?|Helpers?|Manager|Impl|Base)")),
                new Named(
                        "no JDK deserialisation",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveNameMatching(
                                        "java\\.io\\.Object(In|Out)put.*|java\\.beans\\.XMLDecoder")),
                new Named(
                        "case does not depend on the machine's language",
                        noClasses()
                                .should()
                                .callMethod(String.class, "toLowerCase")
                                .orShould()
                                .callMethod(String.class, "toUpperCase")),
                new Named(
                        "no java.net.URL, whose equals asks the network",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("java.net.URL")),
                new Named("no static state", fields().that().areStatic().should().beFinal()),
                new Named(
                        "only commands write to the terminal",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(base + ".server", base + ".server.cli..")
                                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)),
                new Named(
                        "every package is null-marked",
                        classes().should(HouseConditions.standInANullMarkedPackage())));
    }

    private Stream<Map.Entry<String, List<String>>> coreParts() {
        return Packages.CORE.entrySet().stream().sorted(Comparator.comparing(Map.Entry::getKey));
    }

    private ArchRule part(Map.Entry<String, List<String>> part) {
        var allowed =
                Stream.concat(Stream.of(part.getKey()), part.getValue().stream())
                        .map(other -> "core." + other)
                        .toList();
        return onlyDependOn("core." + part.getKey(), allowed);
    }

    /** Of our own packages; libraries have their own rule. */
    private ArchRule onlyDependOn(String own, List<String> allowed) {
        var packages = patterns(allowed.toArray(String[]::new));
        return noClassesIn(own)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(base + "..").and(not(resideInAnyPackage(packages))))
                .allowEmptyShould(true);
    }

    private GivenClassesConjunction in(String... homes) {
        return classes().that().resideInAnyPackage(patterns(homes));
    }

    private GivenClassesConjunction noClassesIn(String... homes) {
        return noClasses().that().resideInAnyPackage(patterns(homes));
    }

    /** Main and Wiring read the machine once and pass on what they found. */
    private GivenClassesConjunction noClassesOutsideWiring() {
        return noClasses()
                .that()
                .haveNameNotMatching(Pattern.quote(base) + "\\.server\\.(Main|Wiring|cli\\.).*");
    }

    private String[] patterns(String... homes) {
        return Stream.of(homes).map(home -> base + "." + home + "..").toArray(String[]::new);
    }

    private static boolean isFileOrSocket(JavaClass type) {
        return type.getName()
                        .matches(
                                "java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.channels\\.(Asynchronous|File|Socket|ServerSocket|Datagram|Selector|Network).*")
                && !type.getName().equals("java.io.FileNotFoundException");
    }

    /** A rule and the sentence that it stands for. */
    record Named(String name, ArchRule rule) {
        @Override
        public String toString() {
            return name;
        }
    }
}
