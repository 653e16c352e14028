/// Receptive fields: what of the input a number of a network can depend on.
///
/// Three answers to the same question: from the result back to the input, from the input on to the result,
/// and by gradient. What each operation reads is declared once, in `OperationRules`.
///
/// Start reading at [octavo.analysis.receptive.ReceptiveField].
@NullMarked
package octavo.analysis.receptive;

import org.jspecify.annotations.NullMarked;
