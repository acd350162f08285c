import { projectPath } from '#libs/kernel';

/** Written by the build from data/intents. */
export const MODEL_FILE = projectPath('dist', 'models', 'intents.json');
