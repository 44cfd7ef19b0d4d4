package dev.gatehouse.server.rego.wasm;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.UnknownCustomSection;

import dev.gatehouse.server.rego.builtin.Builtins;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A policy as WebAssembly, read and turned into bytecode once; instances of it are cheap in
 * comparison. Thread-safe.
 */
public final class OpaProgram {
    /** 64 MB for a module's strings, its input and all that it computes. */
    public static final int MOST_PAGES = 1024;

    /** OPA's modules have one table of a few hundred functions. */
    private static final long LARGEST_TABLE = 100_000;

    private final WasmModule module;
    private final Function<Instance, Machine> machines;
    private final MemoryLimits memory;
    private final Builtins builtins;

    private OpaProgram(
            WasmModule module,
            Function<Instance, Machine> machines,
            MemoryLimits memory,
            Builtins builtins) {
        this.module = module;
        this.machines = machines;
        this.memory = memory;
        this.builtins = builtins;
    }

    /**
     * Reads a module.
     *
     * @throws OpaException it is none, or none that OPA made
     */
    public static OpaProgram of(byte[] wasm, Builtins builtins)
            throws OpaException, InterruptedException {
        return Guarded.run("no WebAssembly", () -> read(wasm, builtins));
    }

    private static OpaProgram read(byte[] wasm, Builtins builtins) {
        WasmModule module = Parser.parse(wasm);
        List<MemoryImport> memories =
                module.importSection().stream()
                        .filter(MemoryImport.class::isInstance)
                        .map(MemoryImport.class::cast)
                        .toList();
        if (memories.size() != 1 || module.memorySection().isPresent()) {
            throw new OpaAbort("a module of OPA imports its memory");
        }
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            if (module.tableSection().getTable(i).limits().min() > LARGEST_TABLE) {
                throw new OpaAbort("a table of more than " + LARGEST_TABLE + " functions");
            }
        }
        MemoryLimits asked = memories.getFirst().limits();
        int pages = asked.initialPages();
        if (pages > MOST_PAGES) {
            throw new OpaAbort("it asks for more than " + MOST_PAGES + " pages of memory");
        }
        // A function too large for a method of the virtual machine is interpreted.
        var machines =
                MachineFactoryCompiler.builder(module)
                        .withInterpreterFallback(InterpreterFallback.SILENT)
                        .compile();
        var memory = new MemoryLimits(pages, Math.min(asked.maximumPages(), MOST_PAGES));
        return new OpaProgram(module, machines, memory, builtins);
    }

    /** The data that lie in the module under that name. */
    public Optional<byte[]> custom(String name) {
        return module.customSection(name) instanceof UnknownCustomSection section
                ? Optional.of(section.bytes())
                : Optional.empty();
    }

    /**
     * Makes an instance.
     *
     * @throws OpaException the module does not keep OPA's interface, or calls functions that are
     *     not offered; they are named
     * @throws InterruptedException the thread was interrupted
     */
    public OpaInstance instance() throws OpaException, InterruptedException {
        return OpaInstance.of(module, machines, memory, builtins);
    }
}
