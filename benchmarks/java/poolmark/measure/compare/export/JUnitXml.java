// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Wording;

/**
 * A comparison as results of tests, which every build server shows: a case for each metric of each cell. Regressions and lost
 * benchmarks fail; what nobody can tell is skipped.
 */
public final class JUnitXml {

    private JUnitXml() {}

    /**
     * Writes it.
     *
     * @param comparison what to tell
     * @return an XML document
     */
    public static String of(Comparison comparison) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, comparison);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            // A string takes whatever is written to it.
            throw new IllegalStateException(impossible);
        }
        return text.append('\n').toString();
    }

    private static void suite(XMLStreamWriter xml, Comparison comparison) throws XMLStreamException {
        List<Judgement> judgements = comparison.sorted();
        List<Missing> missing = comparison.outcome().missing();
        long failures = comparison.outcome().with(Verdict.REGRESSION).size()
                + missing.stream().filter(JUnitXml::fails).count();
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "poolmark." + comparison.kind().label());
        attribute(xml, "tests", Integer.toString(judgements.size() + missing.size()));
        attribute(xml, "failures", Long.toString(failures));
        attribute(xml, "errors", "0");
        long skipped = comparison.outcome().with(Verdict.CANNOT_TELL).size()
                + missing.size()
                - missing.stream().filter(JUnitXml::fails).count();
        attribute(xml, "skipped", Long.toString(skipped));
        for (Judgement judgement : judgements) {
            judgement(xml, judgement);
        }
        for (Missing cell : missing) {
            start(xml, cell.cell().label(), "present");
            result(xml, fails(cell) ? "failure" : "skipped", Wording.missing(cell));
            xml.writeEndElement();
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean(comparison.headline() + "\n" + comparison.method()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static boolean fails(Missing cell) {
        return cell.kind() == Missing.Kind.LOST || cell.kind() == Missing.Kind.FAILED;
    }

    private static void judgement(XMLStreamWriter xml, Judgement judgement) throws XMLStreamException {
        start(xml, judgement.cell().label(), judgement.metric().name());
        if (judgement.verdict() == Verdict.REGRESSION) {
            result(xml, "failure", Wording.finding(judgement));
        } else if (judgement.verdict() == Verdict.CANNOT_TELL) {
            result(xml, "skipped", Wording.finding(judgement));
        }
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, String type, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", type);
        attribute(xml, "name", name);
        attribute(xml, "time", "0");
    }

    private static void result(XMLStreamWriter xml, String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        attribute(xml, "message", message);
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    /** There are characters that XML cannot hold, however they are written. */
    private static String clean(String text) {
        return text.codePoints()
                .map(point -> valid(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean valid(int point) {
        boolean control = point < ' ' && point != '\t' && point != '\n' && point != '\r';
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return !control && !half && point != 0xFFFE && point != 0xFFFF;
    }
}
