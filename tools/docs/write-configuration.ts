import { readFile, writeFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';
import { configurationTable, replaceBetween } from './configuration-table.js';

/** Writes the table of environment variables into docs/configuration.md. */
const path = projectPath('docs', 'configuration.md');
await writeFile(path, replaceBetween(await readFile(path, 'utf8'), 'configuration', configurationTable()));
