/// Whole programs that show how the library is used. The build compiles and runs them.
///
/// Start reading at [octavo.examples.LeNetExample].
@NullMarked
package octavo.examples;

import org.jspecify.annotations.NullMarked;
