package octavo.kernel.row;

import octavo.kernel.elementwise.UnaryFunction;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one row at a time, sums in double.
public final class ScalarCrossEntropy implements CrossEntropyKernels {
  @Override
  public void ofClasses(Rows x, View classes, Terms terms, View loss, Rows probabilities) {
    Storage xs = x.storage();
    double even = terms.even(x.length());
    for (int row = 0; row < x.count(); row++) {
      int ix = x.start(row);
      ScalarRow.softmaxRow(x, ix, probabilities, probabilities.start(row));
      long target = classes.longs()[classes.offset() + row];
      double value = 0;
      if (target != terms.ignored()) {
        double total = ScalarRow.logSumExp(x, ix);
        int t = (int) target;
        value = terms.kept() * terms.weight(t) * (total - xs.getDouble(ix + t * x.inner()));
        for (int j = 0; even != 0 && j < x.length(); j++) {
          value += even * terms.weight(j) * (total - xs.getDouble(ix + j * x.inner()));
        }
      }
      loss.storage().setDouble(loss.offset() + row, value);
    }
  }

  @Override
  public void ofClassesBackward(
      Rows probabilities, View classes, Terms terms, View dloss, Rows dx) {
    double even = terms.even(dx.length());
    double evenMass = even == 0 ? 0 : even * terms.totalWeight(dx.length());
    for (int row = 0; row < dx.count(); row++) {
      int ip = probabilities.start(row);
      int idx = dx.start(row);
      long target = classes.longs()[classes.offset() + row];
      boolean counts = target != terms.ignored();
      double g = counts ? dloss.storage().getDouble(dloss.offset() + row) : 0;
      double kept = counts ? terms.kept() * terms.weight((int) target) : 0;
      for (int j = 0; j < dx.length(); j++) {
        double a = even * terms.weight(j) + (j == target ? kept : 0);
        double p = probabilities.storage().getDouble(ip + j * dx.inner());
        dx.storage().setDouble(idx + j * dx.inner(), g == 0 ? 0 : g * (p * (kept + evenMass) - a));
      }
    }
  }

  private static double mass(Rows targets, int at, int j, Terms terms) {
    double t = targets.storage().getDouble(at + j * targets.inner());
    return terms.weight(j) * (terms.kept() * t + terms.even(targets.length()));
  }

  @Override
  public void ofDistributions(Rows x, Rows targets, Terms terms, View loss, Rows probabilities) {
    for (int row = 0; row < x.count(); row++) {
      int ix = x.start(row);
      ScalarRow.softmaxRow(x, ix, probabilities, probabilities.start(row));
      loss.storage().setDouble(loss.offset() + row, ofDistribution(x, targets, terms, row));
    }
  }

  /// The loss of one row.
  static double ofDistribution(Rows x, Rows targets, Terms terms, int row) {
    int ix = x.start(row);
    int it = targets.start(row);
    double total = ScalarRow.logSumExp(x, ix);
    double value = 0;
    for (int j = 0; j < x.length(); j++) {
      double a = mass(targets, it, j, terms);
      if (a != 0) { // of a class that cannot be, with the logit -∞, the product would be NaN
        value += a * (total - x.storage().getDouble(ix + j * x.inner()));
      }
    }
    return value;
  }

  @Override
  public void ofDistributionsBackward(
      Rows probabilities, Rows targets, Terms terms, View dloss, Rows dx) {
    for (int row = 0; row < dx.count(); row++) {
      int ip = probabilities.start(row);
      int it = targets.start(row);
      int idx = dx.start(row);
      double g = dloss.storage().getDouble(dloss.offset() + row);
      double total = 0;
      for (int j = 0; j < dx.length(); j++) {
        total += mass(targets, it, j, terms);
      }
      for (int j = 0; j < dx.length(); j++) {
        double p = probabilities.storage().getDouble(ip + j * dx.inner());
        double a = mass(targets, it, j, terms);
        dx.storage().setDouble(idx + j * dx.inner(), g * (p * total - a));
      }
    }
  }

  @Override
  public void ofAnswers(Rows x, Rows targets, View loss, Rows difference) {
    for (int row = 0; row < x.count(); row++) {
      double value = 0;
      for (int j = 0; j < x.length(); j++) {
        double logit = x.storage().getDouble(x.start(row) + j);
        double t = targets.storage().getDouble(targets.start(row) + j);
        value += UnaryFunction.SOFTPLUS.apply(logit) - t * logit;
        double p = UnaryFunction.SIGMOID.apply(logit);
        difference.storage().setDouble(difference.start(row) + j, p - t);
      }
      loss.storage().setDouble(loss.offset() + row, value);
    }
  }

  @Override
  public void ofAnswersBackward(Rows difference, View dloss, Rows dx) {
    for (int row = 0; row < dx.count(); row++) {
      double g = dloss.storage().getDouble(dloss.offset() + row);
      for (int j = 0; j < dx.length(); j++) {
        double d = difference.storage().getDouble(difference.start(row) + j);
        dx.storage().setDouble(dx.start(row) + j, g * d);
      }
    }
  }
}
