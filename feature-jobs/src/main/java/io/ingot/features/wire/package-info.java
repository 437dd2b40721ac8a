/** Messages in the wire format of protocol buffers, which Feast and TensorFlow read. */
package io.ingot.features.wire;
