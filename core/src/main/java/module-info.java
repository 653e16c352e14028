/// Octavo: deep learning for the JVM in one pure-Java module.
module octavo {
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports octavo.analysis;
  exports octavo.analysis.lint;
  exports octavo.analysis.receptive;
  exports octavo.approximation;
  exports octavo.autograd;
  exports octavo.data;
  exports octavo.distribution;
  exports octavo.estimator;
  exports octavo.format;
  exports octavo.inference;
  exports octavo.nn;
  exports octavo.nn.loss;
  exports octavo.nn.metric;
  exports octavo.nn.model;
  exports octavo.nn.smooth;
  exports octavo.op;
  exports octavo.optim;
  exports octavo.plot;
  exports octavo.random;
  exports octavo.storage;
  exports octavo.tensor;
  exports octavo.train;
}
