/// The tensor: an immutable, n-dimensional array of numbers that remembers, where asked to, how it
/// was computed.
///
/// Methods are grouped by what they do in sealed interfaces that [octavo.tensor.Tensor] implements
/// ([octavo.tensor.ArithmeticMethods], [octavo.tensor.ReductionMethods], …). A method makes an
/// operation of `octavo.op`; what may not live here is arithmetic. Start reading at
/// [octavo.tensor.Tensor].
@NullMarked
package octavo.tensor;

import org.jspecify.annotations.NullMarked;
