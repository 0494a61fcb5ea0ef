// SPDX-License-Identifier: Apache-2.0
package poolmark.peers;

import java.io.InputStream;
import java.util.Set;
import org.apache.tika.fork.ForkParser;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import poolmark.bench.peers.driver.Conversation;

/** Asks Tika's ForkParser: a number goes in as metadata, the next one comes back as text. */
public final class TikaDriver {

    private static final int STRIDE = 16;
    private static final String NUMBER = "number";

    private TikaDriver() {}

    /** The driver. */
    public static void main(String[] args) throws Exception {
        Conversation conversation = new Conversation(args);
        conversation.version("Tika 3.3.2, Java " + Runtime.version());
        switch (conversation.question()) {
            case "open" -> conversation.each(measured -> openToFirstResult(conversation, measured));
            case "apply" -> apply(conversation);
            default -> conversation.cannot("no such operation");
        }
        // Its reader threads outlive it.
        System.exit(0);
    }

    private static ForkParser open(int workers) {
        ForkParser parser = new ForkParser(TikaDriver.class.getClassLoader(), new Next());
        parser.setPoolSize(workers);
        return parser;
    }

    private static void apply(Conversation conversation) throws Exception {
        try (ForkParser parser = open(conversation.number("workers"))) {
            conversation.rate(STRIDE, () -> {
                for (int i = 0; i < STRIDE; i++) {
                    require(next(parser, i) == i + 1);
                }
            });
        }
    }

    /** It starts its workers one by one as they are needed, so the first result needs one only. */
    private static void openToFirstResult(Conversation conversation, boolean measured) throws Exception {
        long begin = System.nanoTime();
        try (ForkParser parser = open(conversation.number("workers"))) {
            require(next(parser, 1) == 2);
            if (measured) {
                conversation.took("open", System.nanoTime() - begin, 1);
            }
        }
    }

    private static int next(ForkParser parser, int number) throws Exception {
        Metadata metadata = new Metadata();
        metadata.set(NUMBER, Integer.toString(number));
        StringBuilder text = new StringBuilder();
        parser.parse(InputStream.nullInputStream(), collector(text), metadata, new ParseContext());
        return Integer.parseInt(text.toString());
    }

    private static ContentHandler collector(StringBuilder text) {
        return new DefaultHandler() {
            @Override
            public void characters(char[] characters, int start, int length) {
                text.append(characters, start, length);
            }
        };
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException("a result is wrong");
        }
    }

    /** The task. */
    public static final class Next implements Parser {

        private static final long serialVersionUID = 1L;

        @Override
        public Set<MediaType> getSupportedTypes(ParseContext context) {
            return Set.of(MediaType.OCTET_STREAM);
        }

        @Override
        public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
                throws SAXException {
            char[] text =
                    Integer.toString(Integer.parseInt(metadata.get(NUMBER)) + 1).toCharArray();
            handler.characters(text, 0, text.length);
        }
    }
}
