/// Layer and batch normalization.
@NullMarked
package octavo.kernel.norm;

import org.jspecify.annotations.NullMarked;
