package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.PypiNames;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a project's page in HTML (PEP 503): links are read as pip reads them, by their {@code href}
 * and never by their text. Such a page does not name its project, so it is this one's only if a
 * link says so; a page without any is, if it calls itself a simple index or has the name in its
 * title. Not thread-safe; for one page.
 */
final class HtmlProject {
    private static final Pattern WORD_END = Pattern.compile("[^A-Za-z0-9._-]+");

    private final PackageName project;
    private final URI url;
    private final List<FileEntry> entries = new ArrayList<>();
    private int links;
    private boolean isIndex;
    private boolean isNamed;
    private @Nullable String base;
    private Optional<String> status = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private final List<String> tracks = new ArrayList<>();
    private final List<String> alternates = new ArrayList<>();

    HtmlProject(PackageName project, URI url) {
        this.project = project;
        this.url = url;
    }

    /**
     * Reads the page.
     *
     * @throws IllegalArgumentException if it is malformed or another project's
     */
    ReleaseIndex<PypiRelease, PypiProject> read(IndexKey key, ByteBuffer content, Charset charset)
            throws IOException {
        HtmlElements.each(StrictText.reader(content, charset), this::take);
        ProjectFiles files = new ProjectFiles(project, base());
        entries.forEach(files::add);
        FileEntry.require(!files.isEmpty() || isOurs(), "links to files of " + project);
        return ProjectReader.index(
                key,
                new PypiProject(status, reason, tracks, alternates),
                files,
                content.remaining());
    }

    private void take(Element element) {
        switch (element.normalName()) {
            case "a" -> anchor(element);
            case "base" -> {
                if (base == null && element.hasAttr("href")) {
                    base = element.attr("href");
                }
            }
            case "meta" -> meta(element.attr("name"), element.attr("content"));
            case "title", "h1" -> isNamed |= names(element.text());
            default -> {
                return;
            }
        }
    }

    private void anchor(Element link) {
        if (!link.hasAttr("href")) {
            return;
        }
        ProjectFiles.requireRoom(links++);
        HtmlLink.entry(link).ifPresent(entries::add);
    }

    private void meta(String name, String content) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "pypi:repository-version" -> {
                ProjectReader.requireVersion(content);
                isIndex = true;
            }
            case "pypi:project-status" -> status = Optional.of(content);
            case "pypi:project-status-reason" -> reason = Optional.of(content);
            case "pypi:tracks" -> tracks.add(content);
            case "pypi:alternate-locations" -> alternates.add(content);
            default -> {
                return;
            }
        }
    }

    private boolean names(String title) {
        return WORD_END.splitAsStream(title).anyMatch(w -> PypiNames.isSpelling(w, project));
    }

    /** Links that cannot be followed say nothing against the page, if their files are ours. */
    private boolean isOurs() {
        if (links == 0) {
            return isIndex || isNamed;
        }
        List<String> files =
                entries.stream()
                        .map(FileEntry::name)
                        .filter(DistributionName::isDistribution)
                        .toList();
        return files.isEmpty()
                ? isIndex && isNamed
                : files.stream().anyMatch(f -> DistributionName.isOf(project, f));
    }

    private URI base() {
        return Optional.ofNullable(base).flatMap(b -> Links.resolve(url, b)).orElse(url);
    }
}
