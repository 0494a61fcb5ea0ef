// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room for files.
 *
 * @param path the directory
 * @param freeBytes what this user may still write there
 * @param totalBytes the size of its file system
 */
public record Space(String path, Long freeBytes, Long totalBytes) {

    /**
     * Looks at a directory, or, where it does not exist yet, at the nearest one above it that does.
     *
     * @param directory the directory
     * @return its space; unknown where nothing can be asked
     */
    public static Space at(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            FileStore store = Files.getFileStore(existing);
            return new Space(directory.toString(), store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException unknown) {
            return new Space(directory.toString(), null, null);
        }
    }
}
