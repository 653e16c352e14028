/// The workloads of `octavo bench`: names, shapes and timed work of the public suite.
@NullMarked
package octavo.cli.bench;

import org.jspecify.annotations.NullMarked;
