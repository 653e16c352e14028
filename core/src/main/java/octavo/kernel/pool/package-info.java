/// Two-dimensional max and average pooling.
@NullMarked
package octavo.kernel.pool;

import org.jspecify.annotations.NullMarked;
