/// Reading and writing at places that another array names. These kernels move numbers and compute
/// nothing, so they have no SIMD twin.
@NullMarked
package octavo.kernel.index;

import org.jspecify.annotations.NullMarked;
