/// The tensor: an immutable, n-dimensional array of numbers that remembers, where asked to, how it
/// was computed.
///
/// Methods are grouped by what they do in sealed interfaces that [octavo.tensor.Tensor] implements
/// ([octavo.tensor.ArithmeticMethods], [octavo.tensor.ReductionMethods], …). A method makes an
/// operation of `octavo.op`; what may not live here is arithmetic.
///
/// Where more than a line is needed to come from shapes and options to an operation, it stands in a class beside the
/// interface: `Activations`, `Attentions`, `Classifiers` (of softmax), `Convolutions`, `Dropouts`, `Normalizations`,
/// `Poolings`, `RegionPoolings`, `Resizing`, `Specials`. Options are records with defaults and withers
/// ([octavo.tensor.ConvOptions], [octavo.tensor.Window], …). [octavo.tensor.Tensors] and [octavo.tensor.RandomTensors] make tensors
/// from nothing.
///
/// Start reading at [octavo.tensor.Tensor] and [octavo.tensor.SoftmaxMethods].
@NullMarked
package octavo.tensor;

import org.jspecify.annotations.NullMarked;
