package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import octavo.nn.Layer;
import octavo.tensor.Tensor;

/// Rules by which a network is looked at.
///
/// @param list the rules, in the order in which they report
public record LintRules(List<Rule> list) {
  static final LintRules ALL = new LintRules(AllRules.list());

  /// Checks that no two rules have one name.
  ///
  /// @throws IllegalArgumentException if two have
  public LintRules {
    list = List.copyOf(list);
    Set<String> seen = new java.util.HashSet<>();
    for (Rule rule : list) {
      if (!seen.add(rule.name())) {
        throw new IllegalArgumentException(
            "LintRules: each rule must have its own name, but '%s' is there twice."
                .formatted(rule.name()));
      }
    }
  }

  /// These rules without those of these names.
  ///
  /// @throws IllegalArgumentException if there is no such rule
  public LintRules without(String... names) {
    Set<String> out = known(names);
    return new LintRules(list.stream().filter(rule -> !out.contains(rule.name())).toList());
  }

  /// Only those of these names.
  ///
  /// @throws IllegalArgumentException if there is no such rule
  public LintRules only(String... names) {
    Set<String> in = known(names);
    return new LintRules(list.stream().filter(rule -> in.contains(rule.name())).toList());
  }

  /// These rules and one of your own.
  ///
  /// @throws IllegalArgumentException if there is one of its name
  public LintRules with(Rule another) {
    List<Rule> more = new ArrayList<>(list);
    more.add(another);
    return new LintRules(more);
  }

  private Set<String> known(String... names) {
    Set<String> all = list.stream().map(Rule::name).collect(Collectors.toSet());
    for (String name : names) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException(
            "LintRules: a rule must be one of these, but is '%s': %s."
                .formatted(name, all.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
    return Set.of(names);
  }

  /// What these rules see of a network, see [Lint#of(Layer, Tensor)].
  public LintReport check(Layer network, Tensor sample) {
    return check(new Subject(network, sample, null, null));
  }

  /// What these rules see of a training, see [Lint#of(Training)].
  public LintReport check(Training training) {
    return check(Subject.of(training));
  }

  private LintReport check(Subject subject) {
    AcceptedFindings meant = AcceptedFindings.of(subject);
    List<Finding> findings = new ArrayList<>();
    List<LintReport.Accepted> accepted = new ArrayList<>();
    List<LintReport.Unchecked> unchecked = new ArrayList<>();
    for (Rule rule : list) {
      String missing = subject.missing(rule.needs());
      if (!missing.isEmpty()) {
        unchecked.add(new LintReport.Unchecked(rule.name(), missing));
        continue;
      }
      Findings found = new Findings(rule.name());
      rule.check(subject, found);
      found.missing().forEach(m -> unchecked.add(new LintReport.Unchecked(rule.name(), m)));
      for (Finding finding : found.list()) {
        Optional<String> reason = meant.reason(finding);
        if (reason.isPresent()) {
          accepted.add(new LintReport.Accepted(finding, reason.get()));
        } else {
          findings.add(finding);
        }
      }
    }
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    return new LintReport(findings, accepted, unchecked);
  }
}
