package org.meshwork.models;

/** How a model's output, one vector per token, becomes one vector of length 1 for the text. */
enum Pooling {
  /** The vector of the first token, {@code [CLS]}. */
  CLASSIFICATION {
    @Override
    float[] pool(float[] hidden, int dimension) {
      return java.util.Arrays.copyOf(hidden, dimension);
    }
  },
  /** The mean over all tokens, special ones included. */
  MEAN {
    @Override
    float[] pool(float[] hidden, int dimension) {
      float[] sum = new float[dimension];
      for (int i = 0; i < hidden.length; i++) {
        sum[i % dimension] += hidden[i];
      }
      return sum;
    }
  };

  /** Not yet of length 1; the mean may be any multiple of itself. */
  abstract float[] pool(float[] hidden, int dimension);

  final float[] vector(float[] hidden, int dimension) {
    return normalized(pool(hidden, dimension));
  }

  /** To length 1, in place. The null vector stays. */
  static float[] normalized(float[] vector) {
    double squares = 0;
    for (float element : vector) {
      squares += (double) element * element;
    }
    if (squares > 0) {
      double length = Math.sqrt(squares);
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] / length);
      }
    }
    return vector;
  }
}
