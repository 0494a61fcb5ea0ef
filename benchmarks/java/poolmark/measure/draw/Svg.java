// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import poolmark.measure.figure.Figure;

/** What an image for pages needs beyond what the library writes: a size that scales, fonts by their families, a name. */
final class Svg {

    /** Characters that no XML may hold. */
    private static final String CONTROL = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]";

    /** The same as the library writes them all the same: JDK 17 by their numbers, JDK 25 as they are. */
    private static final String FORBIDDEN = "&#(?:[0-8]|1[124-9]|2\\d|3[01]);|" + CONTROL;

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
                        .replaceAll(FORBIDDEN, "?")
                        .replaceAll("font-family:&quot;([^&]*)&quot;;", "font-family:&quot;$1&quot;,sans-serif;");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll(CONTROL, "?");
    }
}
