/// Matrix products.
@NullMarked
package octavo.kernel.gemm;

import org.jspecify.annotations.NullMarked;
