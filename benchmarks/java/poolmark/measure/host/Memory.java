// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

/**
 * Main memory, in bytes.
 *
 * @param totalBytes what the machine has
 * @param availableBytes what may still be used without swapping
 * @param swapTotalBytes room on the disk for what does not fit
 * @param swapUsedBytes what of it is in use
 */
public record Memory(Long totalBytes, Long availableBytes, Long swapTotalBytes, Long swapUsedBytes) {

    private static final String FILE = "proc/meminfo";

    /** {@return the memory of a machine} */
    public static Memory read(KernelFiles files) {
        Long swapTotal = bytes(files, "SwapTotal");
        Long swapFree = bytes(files, "SwapFree");
        return new Memory(
                bytes(files, "MemTotal"),
                bytes(files, "MemAvailable"),
                swapTotal,
                swapTotal == null || swapFree == null ? null : Long.valueOf(swapTotal - swapFree));
    }

    private static Long bytes(KernelFiles files, String name) {
        return files.numberOf(FILE, name).map(kibibytes -> kibibytes * 1_024).orElse(null);
    }
}
