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
  /** Learners, each with an order of its own, whose weights are averaged: what one owes to its order evens out. */
  learners: number;
  /** Passes of each learner over the examples. */
  epochs: number;
  /** The share of features that is left out at random each time an example is learnt from, 0 to below 1. */
  leftOut: number;
  learningRate: number;
  /** Strength of the pull of each weight towards 0 (L2), applied when its feature occurs. */
  l2: number;
  seed: number;
}

/** Keeps AdaGrad's first steps finite. */
const GRADIENT_FLOOR = 1e-6;

/**
 * Multinomial logistic regression by stochastic gradient descent with one step size per weight
 * (AdaGrad: Duchi, Hazan and Singer, 2011), features left out at random (Srivastava et al., "Dropout", 2014) so that
 * none is relied on alone. The same examples, options and seed give the same weights.
 */
export function fitWeights(examples: TrainingExample[], options: FitOptions): Float32Array {
  const average = new Float32Array(CLASS_COUNT * 2 ** options.hashBits);
  for (let learner = 0; learner < options.learners; learner += 1) {
    const weights = fitOnce(examples, options, seededRandom(options.seed + learner));
    for (let at = 0; at < average.length; at += 1) average[at]! += weights[at]! / options.learners;
  }
  return average;
}

function fitOnce(examples: TrainingExample[], options: FitOptions, random: () => number): Float32Array {
  const weights = new Float32Array(CLASS_COUNT * 2 ** options.hashBits);
  const squaredGradients = new Float32Array(weights.length);
  const order = Uint32Array.from(examples.keys());
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const at of order) learnFrom(thinOut(examples[at]!, options.leftOut, random), weights, squaredGradients, options);
  }
  return weights;
}

/** The example without some of its features; the others speak louder for it, so that scores keep their size. */
function thinOut({ features, intent }: TrainingExample, leftOut: number, random: () => number): TrainingExample {
  const indices = new Uint32Array(features.indices.length);
  const values = new Float32Array(indices.length);
  let kept = 0;
  for (let at = 0; at < indices.length; at += 1) {
    if (random() < leftOut) continue;
    indices[kept] = features.indices[at]!;
    values[kept] = features.values[at]! / (1 - leftOut);
    kept += 1;
  }
  return { features: { indices: indices.subarray(0, kept), values: values.subarray(0, kept) }, intent };
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
