import { foldHan } from '../../text/han-folding.js';

/** Full-width forms and compatibility characters as their plain ones, Traditional and Simplified characters as one. */
export const foldText = (text: string): string => foldHan(text.normalize('NFKC'));
