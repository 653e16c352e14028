/// What is wrong with a network and its training before a single step is taken: a list of rules, each
/// of which says what it found, where, why it matters and how to mend it.
///
/// Start reading at [octavo.analysis.lint.Lint]; a rule is one class that implements
/// [octavo.analysis.lint.Rule].
@NullMarked
package octavo.analysis.lint;

import org.jspecify.annotations.NullMarked;
