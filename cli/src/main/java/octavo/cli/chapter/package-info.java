/// The chapters of the notebook that run: each a demonstration that draws its figures, and a page that
/// explains them.
///
/// A page is a Markdown file beside the classes' resources (`02-softmax.md`) with four kinds of lines that
/// are filled in: `{{code Class region}}` with a part of a source of this package (between the comments
/// `begin region` and `end region`), `{{text name}}` with what the demonstration printed under a name, and
/// `{{figure name}}` with what it drew; `{{measured name}}` with a text or figure that differs from machine to
/// machine, and so stands in the HTML file alone. `docs/notebook` holds the filled pages, which a test compares with
/// what the demonstrations say now; `octavo chapter N` makes the same page as one HTML file.
///
/// To add a chapter: a class that implements [octavo.cli.chapter.Chapter], a page, a line in
/// [octavo.cli.chapter.Chapters]; then run the test once with `-Doctavo.pages=write`. Start reading at
/// [octavo.cli.chapter.Page].
@NullMarked
package octavo.cli.chapter;

import org.jspecify.annotations.NullMarked;
