import { LRUCache } from 'lru-cache';
import { pack, type PackedMeaning } from '../../meaning/meaning-index.js';
import { toUnitLength, type Meaning, type QuestionEncoder } from '../../meaning/question-encoder.js';
import { tokenise, type Tokens } from '../../text/tokenise.js';

/** Texts that are remembered: those read latest. */
const MOST_TEXTS = 20_000;

/** Reads texts as search compares them, and remembers how it read them. */
export class TextReader {
  readonly #tokens = new LRUCache<string, Tokens>({ max: MOST_TEXTS });
  readonly #meanings = new LRUCache<string, Meaning>({ max: MOST_TEXTS });

  constructor(readonly encoder: QuestionEncoder) {}

  /** The text's tokens (see tokenise). */
  tokens(text: string): Tokens {
    const tokens = this.#tokens.get(text) ?? tokenise(text);
    this.#tokens.set(text, tokens);
    return tokens;
  }

  meaning(text: string): Meaning {
    const meaning = this.#meanings.get(text) ?? this.encoder.encode(text, this.tokens(text));
    this.#meanings.set(text, meaning);
    return meaning;
  }

  packedMeaning(text: string): PackedMeaning {
    return pack(this.meaning(text));
  }

  /** What texts mean together, each by its weight. */
  commonMeaning(texts: readonly { text: string; weight: number }[]): PackedMeaning {
    const sum = new Float32Array(this.encoder.dimensions);
    for (const { text, weight } of texts) this.meaning(text).forEach((value, at) => (sum[at]! += weight * value));
    return pack(toUnitLength(sum));
  }
}
