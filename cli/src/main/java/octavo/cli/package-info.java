/// The command line: one class a command. Start reading at [octavo.cli.Main].
@NullMarked
package octavo.cli;

import org.jspecify.annotations.NullMarked;
