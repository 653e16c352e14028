/// Functions along one axis: softmax and its relatives, cross-entropy, entmax, running sums, sorting.
///
/// Each contract ([RowKernels], [CrossEntropyKernels], [EntmaxKernels]) has an oracle and a vector twin. How the rows lie
/// decides which loops a twin takes: [SimdRowMath] (gradients: [SimdRowGradient]) where a row's numbers are neighbors, [SimdShortRows] where they do not fill a
/// vector, [SimdColumnMath] where rows stand side by side, a vector of rows at a time. Start reading at [RowKernels] and
/// [ScalarRow].
@NullMarked
package octavo.kernel.row;

import org.jspecify.annotations.NullMarked;
