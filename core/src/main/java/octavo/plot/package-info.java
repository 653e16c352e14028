/// Charts and pictures, as SVG for pages and as text for the terminal. Depends on nothing, of Octavo
/// or else: it draws plain arrays of numbers. The same data gives the same text, every text of the
/// user is escaped, and numbers that are not finite leave gaps.
///
/// Start reading at [octavo.plot.XyChart]; [octavo.plot.Chart] lists the other kinds.
@NullMarked
package octavo.plot;

import org.jspecify.annotations.NullMarked;
