// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.GraphicsUtils;
import java.awt.Font;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poolmark.measure.figure.Figure;

/** What an image for pages needs beyond what the library writes: a size that scales, fonts by their families, a name. */
final class Svg {

    /** Characters that no XML may hold. */
    private static final String CONTROL = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]";

    /** The library leaves this size out as if it were every reader's own; browsers have a larger one. */
    private static final int DEFAULT_SIZE = 12;

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private static final Pattern DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    /** Takes text as it may stand in XML: JDK 17 writes control characters by their numbers, JDK 25 refuses the whole. */
    static final class Canvas extends VectorGraphics2D {

        /** The library looks through all fonts of the machine for each text that has a logical one. */
        private static final Map<Font, Font> PHYSICAL = new ConcurrentHashMap<>();

        @Override
        public void setFont(Font font) {
            super.setFont(font == null ? null : PHYSICAL.computeIfAbsent(font, GraphicsUtils::getPhysicalFont));
        }

        @Override
        public void drawString(String text, int x, int y) {
            super.drawString(plain(text), x, y);
        }

        @Override
        public void drawString(String text, float x, float y) {
            super.drawString(plain(text), x, y);
        }
    }

    private Svg() {}

    static String finished(String svg, Figure figure, int width, int height) {
        int root = svg.indexOf("<svg");
        int end = svg.indexOf('>', root);
        String head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                + " viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height
                + "\" font-size=\"" + DEFAULT_SIZE + "\" role=\"img\">\n<title>" + escaped(figure.title())
                + "</title>\n<desc>" + escaped(figure.reading())
                + "</desc>";
        return svg.substring(0, root)
                + head
                + rounded(svg.substring(end + 1))
                        .replaceAll("font-family:&quot;([^&]*)&quot;;", "font-family:&quot;$1&quot;,sans-serif;");
    }

    /** A hundredth of a pixel is more than anybody sees; what stands between the tags are words. */
    private static String rounded(String svg) {
        return TAG.matcher(svg)
                .replaceAll(tag ->
                        Matcher.quoteReplacement(DIGITS.matcher(tag.group()).replaceAll("$1")));
    }

    private static String escaped(String text) {
        return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String plain(String text) {
        return text.replaceAll(CONTROL, "?");
    }
}
