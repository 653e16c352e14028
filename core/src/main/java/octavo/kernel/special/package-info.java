/// Functions of one to three numbers that need more than a formula: incomplete gamma and beta functions,
/// quantiles of the normal distribution, and the derivatives of gamma and beta numbers with respect to
/// their parameters. Start reading at [octavo.kernel.special.SpecialFunction].
@NullMarked
package octavo.kernel.special;

import org.jspecify.annotations.NullMarked;
