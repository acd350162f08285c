import { loadQuestionEncoder, SHIPPED_ENCODER } from '../src/index.js';

/** The encoder that comes with the platform. */
export const encoder = await loadQuestionEncoder(SHIPPED_ENCODER);
