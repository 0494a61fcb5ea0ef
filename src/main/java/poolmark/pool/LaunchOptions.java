// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.File;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import poolmark.pool.host.process.LaunchSpec;
import poolmark.pool.host.process.Standby;
import poolmark.pool.host.process.WorkerSource;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.ObjectBytes;

/**
 * How worker processes are started and what they share with this one: the options that a pool and a single task process
 * have in common.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract sealed class LaunchOptions<B extends LaunchOptions<B>>
        permits ProcessPool.Builder, TaskProcess.Builder {

    private StartMethod startMethod = StartMethod.SPAWN;
    private List<String> jvmArgs = List.of();
    private String maxHeap;
    private String classPath;
    private Map<String, String> environment;
    private ObjectInputFilter serialFilter;
    private Consumer<WorkerOutput> output = Reporter.CONSOLE;

    LaunchOptions() {}

    abstract B self();

    /**
     * How processes come into being.
     *
     * @param method default {@link StartMethod#SPAWN}
     * @return this builder
     */
    public B startMethod(StartMethod method) {
        startMethod = Objects.requireNonNull(method, "method");
        return self();
    }

    /**
     * Options for the workers' JVM, such as {@code -Xss4m}. They come after those that every worker gets, and so win over
     * them.
     *
     * @param args options for {@code java}, one each
     * @return this builder
     */
    public B jvmArgs(String... args) {
        jvmArgs = List.of(args);
        return self();
    }

    /**
     * Largest heap of a worker. A task that needs more ends its worker, and fails with {@link WorkerCrashedException}.
     *
     * @param size as after {@code -Xmx}, for example {@code 256m}
     * @return this builder
     */
    public B maxHeap(String size) {
        if (!size.matches("[1-9][0-9]*[kKmMgGtT]?")) {
            throw new IllegalArgumentException("maxHeap must be a number of bytes such as 256m, but was " + size);
        }
        maxHeap = size;
        return self();
    }

    /**
     * Class path of the workers. It has to hold this library and the classes of all tasks, arguments and results; the less it
     * holds besides, the faster a worker starts.
     *
     * @param entries directories and jars; default: the class path of this process
     * @return this builder
     */
    public B classPath(Path... entries) {
        classPath = Arrays.stream(entries)
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return self();
    }

    /**
     * The whole environment of the workers; nothing of this process's environment reaches them then.
     *
     * @param variables names and values; default: the environment of this process
     * @return this builder
     */
    public B environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return self();
    }

    /**
     * Decides which classes of results and exceptions may be rebuilt in this process, where tasks are not trusted.
     *
     * @param filter asked for every class that comes serialised, such as {@link SerialFilters#plainValues}; default: bounds
     *     on lengths and depth, and the filter of the JVM
     * @return this builder
     */
    public B serialFilter(ObjectInputFilter filter) {
        serialFilter = Objects.requireNonNull(filter, "filter");
        return self();
    }

    /**
     * Takes what tasks print. Called on the thread that reads the worker's answers, which may be that of a caller who is waiting
     * for one of them: while it blocks, that worker waits, and that caller.
     *
     * @param consumer gets whole lines, several workers' at the same time; default: prints them to standard output and
     *     standard error of this process
     * @return this builder
     */
    public B output(Consumer<WorkerOutput> consumer) {
        output = Objects.requireNonNull(consumer, "consumer");
        return self();
    }

    LaunchSpec launchSpec() {
        List<String> args = new ArrayList<>();
        if (maxHeap != null) {
            args.add("-Xmx" + maxHeap);
        }
        args.addAll(jvmArgs);
        return new LaunchSpec(args, classPath == null ? LaunchSpec.parentClassPath() : classPath, environment);
    }

    /** Where processes come from; {@code spawning} where they are started when they are needed. */
    WorkerSource source(WorkerSource spawning) {
        return startMethod == StartMethod.STANDBY ? Standby.SHARED : spawning;
    }

    String nameStart() {
        return startMethod.label();
    }

    Consumer<WorkerOutput> output() {
        return output;
    }

    /** Reads and writes values for these workers; classes are looked for where the calling thread looks for them. */
    Codec codec() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context != null ? context : LaunchOptions.class.getClassLoader();
        return Codec.ofParent(new ObjectBytes(loader, serialFilter));
    }
}
