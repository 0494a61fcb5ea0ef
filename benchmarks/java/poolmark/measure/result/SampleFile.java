// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code samples.csv}, to which one process after the other appends. A line is written by one call to the operating
 * system: a process that is killed leaves whole lines behind.
 */
public final class SampleFile implements AutoCloseable {

    /** Not a channel, which an interrupt closes: JMH interrupts what takes too long, and its sample counts. */
    private final FileOutputStream out;

    private SampleFile(FileOutputStream out) {
        this.out = out;
    }

    /**
     * Creates a file that has the header and nothing else.
     *
     * @param file must not exist yet
     * @throws IOException when it does, or cannot be written
     */
    public static void create(Path file) throws IOException {
        Files.writeString(file, SampleCsv.HEADER + "\n", StandardOpenOption.CREATE_NEW);
    }

    /**
     * Opens a file for appending. A last line without its end, which an earlier writer could not finish because the disk
     * was full, is removed: the next one would be glued to it.
     *
     * @param file made by {@link #create}; nobody else appends to it meanwhile
     * @return the open file
     * @throws IOException when it does not exist or cannot be written
     */
    public static SampleFile append(Path file) throws IOException {
        try (FileChannel whole = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            whole.truncate(endOfLastLine(whole));
        }
        return new SampleFile(new FileOutputStream(file.toFile(), true));
    }

    private static long endOfLastLine(FileChannel file) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = file.size();
        while (end > 0 && file.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
            end--;
        }
        return end;
    }

    /**
     * Appends a sample. It is with the operating system when this returns.
     *
     * @param sample what to append
     * @throws IOException when it cannot be written, for example because the disk is full
     */
    public void write(Sample sample) throws IOException {
        out.write((SampleCsv.line(sample) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads all samples.
     *
     * @param file a {@code samples.csv}
     * @return the samples in the order in which they were written; a last line without its end, cut off by a full disk or
     *     a loss of power, is left out
     * @throws IOException when the file cannot be read or is not a {@code samples.csv} of a known schema
     */
    public static List<Sample> read(Path file) throws IOException {
        List<Sample> samples = new ArrayList<>();
        SampleCsv.Known known = new SampleCsv.Known();
        try (LineReader lines = new LineReader(file)) {
            if (!SampleCsv.HEADER.equals(lines.next())) {
                throw new IOException(file + " does not begin with the header of a samples.csv");
            }
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    samples.add(SampleCsv.parse(line, known));
                } catch (IllegalArgumentException wrong) {
                    throw new IOException(file + ", line " + lines.number() + ": " + wrong.getMessage(), wrong);
                }
            }
        }
        return samples;
    }

    /** Has all samples written to the disk, so that they outlast a loss of power; takes milliseconds. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.getFD().sync();
        }
    }
}
