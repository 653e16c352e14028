/// What can be said of a network without training it.
///
/// Start reading at [octavo.analysis.OverlapCount].
@NullMarked
package octavo.analysis;

import org.jspecify.annotations.NullMarked;
