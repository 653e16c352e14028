/// Losses, differentiable measures of how wrong a prediction is.
@NullMarked
package octavo.nn.loss;

import org.jspecify.annotations.NullMarked;
