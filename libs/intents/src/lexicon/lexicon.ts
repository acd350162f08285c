import { DEVICE_CONCEPTS } from './device-concepts.js';
import { EVERYDAY_WORDINGS } from './everyday-wordings.js';
import { FURTHER_WORDINGS } from './further-wordings.js';
import { GRAMMAR_CONCEPTS } from './grammar-concepts.js';
import { parseLexicon } from './parse-lexicon.js';
import { PEOPLE_CONCEPTS } from './people-concepts.js';
import { SHOP_CONCEPTS } from './shop-concepts.js';
import { WORLD_CONCEPTS } from './world-concepts.js';

/** The concepts that the classifier knows words for; the grammatical section has to stay the first. */
export const LEXICON = parseLexicon([GRAMMAR_CONCEPTS, SHOP_CONCEPTS, DEVICE_CONCEPTS, PEOPLE_CONCEPTS, WORLD_CONCEPTS, FURTHER_WORDINGS, EVERYDAY_WORDINGS]);
