// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import poolmark.measure.figure.Figure;

/** What an image for pages needs beyond what the library writes: a size that scales, fonts by their families, a name. */
final class Svg {

    /** Characters that no XML may hold. */
    private static final String CONTROL = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]";

    /** Takes text as it may stand in XML: JDK 17 writes control characters by their numbers, JDK 25 refuses the whole. */
    static final class Canvas extends VectorGraphics2D {

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
                + "\" role=\"img\">\n<title>" + escaped(figure.title()) + "</title>\n<desc>" + escaped(figure.reading())
                + "</desc>";
        return svg.substring(0, root)
                + head
                + svg.substring(end + 1)
                        .replaceAll("font-family:&quot;([^&]*)&quot;;", "font-family:&quot;$1&quot;,sans-serif;");
    }

    private static String escaped(String text) {
        return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String plain(String text) {
        return text.replaceAll(CONTROL, "?");
    }
}
