/// Pooling: the maximum or the mean of windows, of boxes that cut an axis into parts, and of regions of interest.
@NullMarked
package octavo.kernel.pool;

import org.jspecify.annotations.NullMarked;
