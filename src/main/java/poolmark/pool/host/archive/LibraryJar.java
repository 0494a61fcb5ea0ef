// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.archive;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The jar that this library is in, where it is in one, and its place in the class path of a worker. */
public final class LibraryJar {

    /** Absolute, without links; null where the classes come from a directory, or in some way of their own. */
    public static final String PATH = path();

    private static final List<String> OURS = List.of("poolmark/pool/", "META-INF/");

    /** Whether nothing else is in it; looked for the first time that it matters. */
    private static Boolean alone;

    private static String lastClassPath;
    private static String lastAnswer;

    private LibraryJar() {}

    /**
     * The same class path with this library's jar in front, so that it begins alike for all programs and an archive of its
     * classes fits all of them. A jar that holds other people's classes too, such as one made of a whole program, stays where it
     * is: what it hides of others, and they of it, is its owner's choice.
     */
    public static synchronized String first(String classPath) {
        if (!classPath.equals(lastClassPath)) {
            lastClassPath = classPath;
            lastAnswer = withFirst(classPath);
        }
        return lastAnswer;
    }

    private static String withFirst(String classPath) {
        List<String> entries = new ArrayList<>(List.of(classPath.split(File.pathSeparator)));
        int at = 0;
        while (at < entries.size() && !is(entries.get(at))) {
            at++;
        }
        if (at == 0 || at == entries.size() || !isAlone()) {
            return classPath;
        }
        entries.add(0, entries.remove(at));
        return String.join(File.pathSeparator, entries);
    }

    /** Whether an entry of a class path is this jar, under whatever name. */
    public static boolean is(String entry) {
        try {
            return PATH != null
                    && entry.endsWith(".jar")
                    && (entry.equals(PATH) || new File(entry).getCanonicalPath().equals(PATH));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isAlone() {
        if (alone == null) {
            alone = holdsOnlyOurs(PATH);
        }
        return alone;
    }

    /** Whether all of a jar is this library's. */
    static boolean holdsOnlyOurs(String jar) {
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
                String name = all.nextElement().getName();
                if (!"poolmark/".equals(name) && OURS.stream().noneMatch(name::startsWith)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // replaced under way
        }
    }

    private static String path() {
        try {
            String path = Path.of(LibraryJar.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            return path.endsWith(".jar") ? path : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null; // loaded in some way of its own
        }
    }
}
