/// Functions of one or two numbers, applied to every element of strided views.
///
/// The way of `exp(x)` through the room:
///
/// 1. [octavo.kernel.elementwise.UnaryFunction] has the definition and the derivative in double;
///    `ScalarElementwise`, the oracle, calls it for each number. `BinaryFunction`, `ShapedFunction` (one number, two
///    parameters), `Comparison` and `Predicate` are the other lists.
/// 2. `SimdUnaryForms` has the same function on a vector, as one line of calls into `SimdMath` and its neighbors
///    (`SimdActivations`, `SimdErrorFunction`, `SimdRounding`, `SimdTrigonometry`). `Simd…Forms` are found by the name of
///    the constant; a function without a form is computed number by number.
/// 3. `LoopAssembler` takes a loop that is written once, `SimdMapTemplate`, and puts the form in: so each function
///    has a loop of its own (`MapLoop`, `ZipLoop` of two numbers, `ShapedLoop`, `TruthLoop`), which `Loops` keeps. One loop that called
///    the function would be many times slower.
/// 4. `SimdElementwise` brings strided views to such loops: `SimdLoops` for one view, `SimdZip` for two, `StridedCopy` and
///    `Conversion` for moves.
///
/// A new function is a constant of the enum and, if it is to be fast, a form of the same name.
@NullMarked
package octavo.kernel.elementwise;

import org.jspecify.annotations.NullMarked;
