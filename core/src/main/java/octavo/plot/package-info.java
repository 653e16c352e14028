/// Charts and pictures, as SVG for pages and as text for the terminal. Depends on nothing, of
/// Octavo or else: it draws plain arrays of numbers. The same data gives the same text.
@NullMarked
package octavo.plot;

import org.jspecify.annotations.NullMarked;
