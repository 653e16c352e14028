/// Layer and batch normalization: the contract is [NormKernels], the definition [ScalarNorm]; the
/// vector twin [SimdNorm] chooses the loops by the shape.
@NullMarked
package octavo.kernel.norm;

import org.jspecify.annotations.NullMarked;
