/// Metrics: what is reported but not trained on.
@NullMarked
package octavo.nn.metric;

import org.jspecify.annotations.NullMarked;
