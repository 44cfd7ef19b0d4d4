package dev.gatehouse.server.api.call;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.upstream.Upstream;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a call is about. Thread-safe. */
public final class Repositories {
    private final String workspace;
    private final Catalogue catalogue;

    /**
     * A finder.
     *
     * @param workspace the slug in paths
     */
    public Repositories(String workspace, Catalogue catalogue) {
        this.workspace = workspace;
        this.catalogue = catalogue;
    }

    /** The formats of the repository of the path, in order of their ids; at least one. */
    public List<Mount<?, ?>> mounts(ApiCall call) {
        String repository = repository(call);
        List<Mount<?, ?>> found =
                catalogue.all().stream()
                        .filter(m -> m.repositoryName().equals(repository))
                        .<Mount<?, ?>>map(m -> m)
                        .sorted(Comparator.comparing(m -> m.format().id().value()))
                        .toList();
        if (found.isEmpty()) {
            throw ApiException.missing("There is no repository " + repository + ".");
        }
        return found;
    }

    /** The formats of that repository; none when it is gone. */
    public List<Mount<?, ?>> mounts(RepositoryId repository) {
        return catalogue.all().stream()
                .filter(m -> m.repository().equals(repository))
                .<Mount<?, ?>>map(m -> m)
                .toList();
    }

    /** The formats that the parameter {@code format} leaves. */
    public List<Mount<?, ?>> chosen(ApiCall call) {
        Optional<String> format = call.parameter("format");
        return format.isPresent() ? List.of(mount(call, format.get())) : mounts(call);
    }

    /** One format of the repository of the path. */
    public Mount<?, ?> mount(ApiCall call, String format) {
        String id = format.equals("python") ? "pypi" : format;
        String repository = repository(call);
        return Optional.of(id)
                .filter(text -> text.matches("[a-z]{1,16}"))
                .flatMap(
                        text -> catalogue.find(new Catalogue.Place(repository, new FormatId(text))))
                .orElseThrow(
                        () ->
                                ApiException.missing(
                                        "The repository "
                                                + repository
                                                + " does not serve "
                                                + format
                                                + "."));
    }

    /** Refuses paths of another workspace. */
    public void requireWorkspace(ApiCall call) {
        if (!call.variable("workspace").equals(workspace)) {
            throw ApiException.missing("There is no workspace " + call.variable("workspace") + ".");
        }
    }

    private String repository(ApiCall call) {
        requireWorkspace(call);
        return call.variable("repository");
    }

    /** The slug in paths. */
    public String workspace() {
        return workspace;
    }

    /** The package of that name in its canonical form. */
    public static PackageName name(Mount<?, ?> mount, String text) {
        try {
            return mount.format().name(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("package", String.valueOf(e.getMessage()));
        }
    }

    /** The upstream of that name. */
    public static SourceId upstream(Mount<?, ?> mount, String name) {
        return mount.settings().upstreams().stream()
                .filter(u -> u.name().equals(name))
                .map(Upstream::id)
                .findFirst()
                .orElseThrow(
                        () ->
                                ApiException.invalid(
                                        "upstream",
                                        "there is no upstream "
                                                + name
                                                + "; expected one of "
                                                + mount.settings().upstreams().stream()
                                                        .map(Upstream::name)
                                                        .toList()));
    }
}
