package org.lmttm.report;

/** XHTML as it grows; text is escaped. */
final class Markup {
    private final StringBuilder text = new StringBuilder();

    /** Markup as it is. */
    void raw(String markup) {
        text.append(markup);
    }

    void open(String name, String style) {
        text.append('\n').append('<').append(name);
        if (!style.isEmpty()) {
            text.append(" class=\"").append(style).append('"');
        }
        text.append('>');
    }

    void close(String name) {
        text.append("</").append(name).append('>');
    }

    void element(String name, String style, String content) {
        open(name, style);
        text.append(escape(content));
        close(name);
    }

    /** Text for an element or an attribute; characters that XML forbids are left out. */
    static String escape(String content) {
        StringBuilder escaped = new StringBuilder();
        content.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append(' ');
                default -> {
                    if (c >= 0x20 && !(c >= 0xD800 && c < 0xE000) && c != 0xFFFE && c != 0xFFFF) {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
