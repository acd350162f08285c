import type { estypes } from '@elastic/elasticsearch';

const TEXT = { type: 'text', analyzer: 'faq_text' } as const;

/**
 * How articles are indexed. The analyzer needs no plugin: words are lower-cased, without accents and stemmed as
 * English, runs of Han, Kana and Hangul become pairs and single characters.
 */
export const indexTemplate = (dimensions: number) => ({
  settings: {
    number_of_shards: 1,
    auto_expand_replicas: '0-1',
    refresh_interval: '1s',
    analysis: {
      char_filter: { full_width_signs: { type: 'mapping', mappings: ['？ => ?', '！ => !', '， => ,', '。 => .', '　 => \\u0020'] } },
      filter: {
        pairs_and_singles: { type: 'cjk_bigram', output_unigrams: true },
        english: { type: 'stemmer', language: 'light_english' },
        possessive: { type: 'stemmer', language: 'possessive_english' },
      },
      analyzer: {
        faq_text: { type: 'custom', char_filter: ['full_width_signs'], tokenizer: 'standard', filter: ['cjk_width', 'lowercase', 'asciifolding', 'possessive', 'pairs_and_singles', 'english'] },
      },
    },
  },
  mappings: {
    dynamic: 'strict',
    properties: {
      tenant_id: { type: 'keyword' },
      locale: { type: 'keyword' },
      valid_from: { type: 'date' },
      valid_to: { type: 'date' },
      category: { type: 'keyword' },
      keywords: { type: 'keyword' },
      question: TEXT,
      wordings: TEXT,
      keyword_text: TEXT,
      answer: TEXT,
      terms: { type: 'keyword' },
      length: { type: 'float' },
      meaning: { type: 'dense_vector', element_type: 'byte', dims: dimensions, index: true, similarity: 'cosine' },
      article: { type: 'object', enabled: false },
      translations: { type: 'object', enabled: false },
    },
  },
} satisfies estypes.IndicesIndexTemplate['template']);

export type IndexTemplate = ReturnType<typeof indexTemplate>;
