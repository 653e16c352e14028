/// Functions along one axis - softmax and its relatives, running sums, sorting.
@NullMarked
package octavo.kernel.row;

import org.jspecify.annotations.NullMarked;
