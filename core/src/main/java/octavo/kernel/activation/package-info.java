/// Activation functions with learned numbers: contract, scalar oracle and SIMD twin. Functions of one
/// number alone are in `octavo.kernel.elementwise`.
@NullMarked
package octavo.kernel.activation;

import org.jspecify.annotations.NullMarked;
