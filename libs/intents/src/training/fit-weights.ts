import { CLASS_COUNT, rawScores, softmax } from '../intent-model.js';
import type { SparseVector } from '../sparse-vector.js';
import { seededRandom, shuffle } from '#libs/kernel';

export interface TrainingExample {
  features: SparseVector;
  /** Index in INTENTS. */
  intent: number;
}

export interface FitOptions {
  hashBits: number;
  /** Passes over the examples. */
  epochs: number;
  learningRate: number;
  /** Strength of the pull of each weight towards 0 (L2), applied when its feature occurs. */
  l2: number;
  seed: number;
}

/** Keeps AdaGrad's first steps finite. */
const GRADIENT_FLOOR = 1e-6;

/**
 * Multinomial logistic regression by stochastic gradient descent with one step size per weight
 * (AdaGrad: Duchi, Hazan and Singer, 2011). The same examples, options and seed give the same weights.
 */
export function fitWeights(examples: TrainingExample[], options: FitOptions): Float32Array {
  const size = CLASS_COUNT * 2 ** options.hashBits;
  const weights = new Float32Array(size);
  const squaredGradients = new Float32Array(size);
  const order = Uint32Array.from(examples.keys());
  const random = seededRandom(options.seed);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const at of order) learnFrom(examples[at]!, weights, squaredGradients, options);
  }
  return weights;
}

function learnFrom(example: TrainingExample, weights: Float32Array, squaredGradients: Float32Array, options: FitOptions): void {
  const errors = predictionErrors(example, weights);
  const { indices, values } = example.features;
  for (let at = 0; at < indices.length; at += 1) {
    const row = indices[at]! * CLASS_COUNT;
    const value = values[at]!;
    for (let intent = 0; intent < CLASS_COUNT; intent += 1) {
      const gradient = errors[intent]! * value + options.l2 * weights[row + intent]!;
      const squared = squaredGradients[row + intent]! + gradient * gradient;
      squaredGradients[row + intent] = squared;
      weights[row + intent]! -= (options.learningRate * gradient) / (Math.sqrt(squared) + GRADIENT_FLOOR);
    }
  }
}

/** Predicted minus wanted probability of each intent: the gradient of the log loss. */
function predictionErrors(example: TrainingExample, weights: Float32Array): Float64Array {
  const errors = softmax(rawScores(weights, example.features));
  errors[example.intent]! -= 1;
  return errors;
}
