/// Recurrent networks over whole sequences: the contract is [RecurrentKernels], the definition
/// [ScalarRecurrent]; the vector twin [SimdRecurrent] packs the recurrent weights once a pass. The
/// products with the input and those of the weights' gradients, which are one product for all steps,
/// are `octavo.kernel.gemm`'s.
@NullMarked
package octavo.kernel.recurrent;

import org.jspecify.annotations.NullMarked;
