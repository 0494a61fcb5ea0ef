// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.archive;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where archives of classes are kept: a folder of the user's own. Code from it runs in every worker, so whoever could put a
 * file there could run code as this user.
 *
 * <p>Assumption: who may write to the folder, or could put another in its place, may run code as this user anyway.
 * <br>Guarantee: a folder is used only where it and all above it are this user's or the system's, and only this user can write
 * to it; above it there may be one like {@code /tmp}, in which nobody can touch what is another's.
 */
public final class ArchiveFolder {

    /** Names a folder, or switches archives off. */
    private static final String PROPERTY = "poolmark.archive";

    private static final String OFF = "off";

    /** What the names of all archives begin with. */
    public static final String NAME_START = "worker-";

    /** Of some megabytes each; each build of a program that is of jars has its own. */
    private static final int MOST_KEPT = 12;

    /** Ends with the id of the process that makes it. */
    private static final Pattern UNFINISHED = Pattern.compile("\\.(\\d{1,18})(\\.config)?$");

    private static final Pattern FINISHED = Pattern.compile("worker-[\\w-]+\\.[a-z]+-\\d+");

    /** Between the name of an archive and its length. */
    private static final String SIZE = "-";

    private static final int GROUP_OR_OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    private ArchiveFolder() {}

    /** The folder, made where it is missing; null where none is wanted, or none is safe. */
    public static Path open() {
        Path wanted = wanted(
                System.getProperty(PROPERTY, ""),
                System.getProperty("os.name", ""),
                System.getProperty("user.home", ""),
                System.getenv("XDG_CACHE_HOME"));
        try {
            return wanted == null ? null : make(wanted.toAbsolutePath());
        } catch (IOException | RuntimeException e) {
            return null; // a full disk, a home that is none, or no such permissions on this system
        }
    }

    /** What is asked for; by default the place that this system has for what can be made again. Null for none. */
    static Path wanted(String property, String system, String home, String cacheHome) {
        if (property.equalsIgnoreCase(OFF)) {
            return null;
        } else if (!property.isEmpty()) {
            return Path.of(property);
        } else if (cacheHome != null && Path.of(cacheHome).isAbsolute()) {
            return Path.of(cacheHome, "poolmark");
        } else if (!Path.of(home).isAbsolute() || !Files.isDirectory(Path.of(home))) {
            return null;
        }
        return system.toLowerCase(Locale.ROOT).startsWith("mac")
                ? Path.of(home, "Library", "Caches", "poolmark")
                : Path.of(home, ".cache", "poolmark");
    }

    private static Path make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path real = folder.toRealPath();
        return isSafe(real) ? real : null;
    }

    /** Whether nobody but this user and the system can change what is found under that name. */
    static boolean isSafe(Path folder) throws IOException {
        Path process = Path.of("/proc/self");
        Object user = Files.getAttribute(
                Files.exists(process) ? process : Path.of(System.getProperty("user.home")), "unix:uid");
        boolean safe =
                isClosed(folder) && Files.getAttribute(folder, "unix:uid").equals(user);
        for (Path above = folder.getParent(); safe && above != null; above = above.getParent()) {
            Object owner = Files.getAttribute(above, "unix:uid");
            safe = (owner.equals(user) || owner.equals(0)) && (isClosed(above) || isSticky(above));
        }
        return safe;
    }

    private static boolean isClosed(Path folder) throws IOException {
        return (mode(folder) & GROUP_OR_OTHERS_WRITE) == 0;
    }

    private static boolean isSticky(Path folder) throws IOException {
        return (mode(folder) & STICKY) != 0;
    }

    private static int mode(Path folder) throws IOException {
        return (Integer) Files.getAttribute(folder, "unix:mode");
    }

    /**
     * All archives that are there, by what they were kept as. Half an archive is left out: a JVM may end itself over it.
     *
     * @return nothing where there is no such folder any more
     */
    public static Map<String, Path> list(Path folder) {
        Map<String, Path> archives = new HashMap<>();
        String[] files = folder.toFile().list();
        for (String file : files == null ? new String[0] : files) {
            // others' files may have names that are no paths here
            if (FINISHED.matcher(file).matches() && isWhole(folder.resolve(file))) {
                archives.put(file.substring(0, file.lastIndexOf(SIZE)), folder.resolve(file));
            }
        }
        return archives;
    }

    /** Whether an archive that was found is still there, all of it. */
    public static boolean isWhole(Path archive) {
        return archive.toString().endsWith(SIZE + archive.toFile().length());
    }

    /** By what a file is known again: where times are set by those who pack it, and lengths are by chance the same, the system's own. */
    public static String state(Path file) {
        try {
            Map<String, Object> known = Files.readAttributes(file, "unix:ino,ctime,size,lastModifiedTime");
            return known.get("ino") + " " + known.get("ctime") + " " + known.get("size") + " "
                    + known.get("lastModifiedTime");
        } catch (IOException | RuntimeException e) {
            return file.toFile().length() + " " + file.toFile().lastModified(); // no such system, or gone
        }
    }

    /** Gives an archive its name, under which it can be found from then on, unless another process was quicker. */
    public static void keep(Path unfinished, String name) throws IOException {
        if (list(unfinished.getParent()).containsKey(name)) {
            return;
        }
        Path whole = unfinished.resolveSibling(whole(name, unfinished.toFile()));
        Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String whole(String name, File file) {
        return name + SIZE + file.length();
    }

    /** Takes away what is left of the making of an archive; JDK 25 makes it by way of a second file. */
    public static void discard(Path unfinished) {
        unfinished.toFile().delete();
        unfinished.resolveSibling(unfinished.getFileName() + ".config").toFile().delete();
    }

    /** Makes room: those go that no JVM has read for longest, and what one left behind that was killed while it made one. */
    public static void sweep(Path folder) throws IOException {
        Map<Path, FileTime> lastRead = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Matcher maker = UNFINISHED.matcher(name);
                if (name.startsWith(NAME_START) && !maker.find()) {
                    lastRead.put(file, (FileTime) Files.getAttribute(file, "lastAccessTime"));
                } else if (name.startsWith(NAME_START)
                        && ProcessHandle.of(Long.parseLong(maker.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        List<Path> kept = new ArrayList<>(lastRead.keySet());
        kept.sort(Comparator.comparing(lastRead::get).reversed());
        for (Path file : kept.subList(Math.min(MOST_KEPT, kept.size()), kept.size())) {
            Files.deleteIfExists(file);
        }
    }
}
