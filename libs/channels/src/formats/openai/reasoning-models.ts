/** OpenAI's o-series and GPT-5 and later, also behind a router's prefix (`openai/gpt-5`); not the gpt-oss models. */
const REASONING_MODEL = /(^|\/)(o[1-9]\d*|gpt-([5-9]|\d{2,}))(?![a-z\d])/i;

/**
 * OpenAI's reasoning models refuse `max_tokens` (they take `max_completion_tokens`) and any
 * temperature but their own. Servers compatible with OpenAI often know nothing but `max_tokens`.
 */
export const isReasoningModel = (model: string): boolean => REASONING_MODEL.test(model);
