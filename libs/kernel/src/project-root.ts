import { join, resolve, sep } from 'node:path';

/** The folder of package.json, from the sources as from the build (`dist/`). */
export const PROJECT_ROOT = import.meta.dirname.includes(`${sep}dist${sep}libs${sep}`)
  ? resolve(import.meta.dirname, '../../../..')
  : resolve(import.meta.dirname, '../../..');

/** A path inside the project. */
export const projectPath = (...segments: string[]): string => join(PROJECT_ROOT, ...segments);
