/// Sums, means, extrema and other reductions along one axis.
@NullMarked
package octavo.kernel.reduce;

import org.jspecify.annotations.NullMarked;
