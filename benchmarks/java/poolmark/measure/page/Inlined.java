// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/**
 * A style or script that the page holds, as it is in the jar.
 *
 * @param text what stands between its tags
 */
record Inlined(String text) {

    private static final String OURS = "/poolmark/page/";
    private static final String LIBRARY_PROPERTIES = "/META-INF/maven/org.webjars/echarts/pom.properties";
    private static final String LIBRARY = "/META-INF/resources/webjars/echarts/%s/echarts.min.js";

    Inlined {
        // Either would end a script early or hide its end.
        if (text.contains("</script") || text.contains("</style") || text.contains("<!--")) {
            throw new IllegalArgumentException("cannot stand inside a page: " + text.substring(0, 60));
        }
    }

    /** {@return one of our own files} */
    static Inlined resource(String name) {
        return new Inlined(text(name));
    }

    /** {@return the text of one of our own files, whatever is in it} */
    static String text(String name) {
        return read(OURS + name);
    }

    /** {@return the library that draws the charts} */
    static Inlined library() {
        return new Inlined(read(LIBRARY.formatted(libraryVersion())));
    }

    /** {@return version of the library, which is part of the name of its file} */
    static String libraryVersion() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(read(LIBRARY_PROPERTIES)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version");
    }

    /** {@return the source expression by which a content security policy allows it} */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String read(String name) {
        try (InputStream in = Inlined.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not on the class path");
            }
            // As a browser reads it before it takes the hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
