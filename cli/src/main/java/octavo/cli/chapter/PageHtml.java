package octavo.cli.chapter;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// A page in Markdown as one HTML file.
final class PageHtml {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --soft: #8882; }
      body { font: 16px/1.6 system-ui, sans-serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { line-height: 1.2; } h2 { margin-top: 2.2rem; }
      svg { max-width: 100%; height: auto; }
      figure { display: inline-block; margin: .3rem 0; max-width: 100%; vertical-align: top; }
      pre { background: var(--soft); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; line-height: 1.45; }
      code { font: .92em ui-monospace, monospace; }
      :not(pre) > code { background: var(--soft); border-radius: .25rem; padding: .1rem .25rem; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      td, th { text-align: left; padding: .2rem 1.2rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
      """;

  private PageHtml() {}

  /// The file. Markup inside the Markdown, such as SVG, is kept.
  static String of(String title, String markdown) {
    Parser parser = Parser.builder().extensions(TABLES).build();
    HtmlRenderer renderer = HtmlRenderer.builder().extensions(TABLES).build();
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
        + "<meta name=\"viewport\" content=\"width=device-width\"/><title>"
        + title.replace("&", "&amp;").replace("<", "&lt;")
        + "</title><style>\n"
        + STYLE
        + "</style></head><body>\n"
        + renderer.render(parser.parse(markdown))
        + "</body></html>\n";
  }
}
