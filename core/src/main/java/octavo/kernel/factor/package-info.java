/// Factorizations of matrices and what is solved with them. Start reading at
/// [octavo.kernel.factor.FactorKernels].
@NullMarked
package octavo.kernel.factor;

import org.jspecify.annotations.NullMarked;
