import { readFile, readdir } from 'node:fs/promises';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { projectPath } from '#libs/kernel';

export interface ComposeService {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  networks?: string[];
  ports?: string[];
  volumes?: string[];
}

export interface ComposeFile {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

/** docker-compose.yml with its anchors and merges resolved, its `${…}` as written. */
export async function readCompose(): Promise<ComposeFile> {
  // Compose merges `<<`, which only YAML 1.1 knows.
  return load(await readFile(projectPath('docker-compose.yml'), 'utf8'), { schema: YAML11_SCHEMA }) as ComposeFile;
}

/** Parts of the console, the widget and the one-process mode: no service of their own. */
const NOT_DEPLOYED = new Set(['all-in-one', 'console', 'widget']);

/** Names of the apps that run as processes of their own. */
export async function deployedApps(): Promise<string[]> {
  const entries = await readdir(projectPath('apps'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !NOT_DEPLOYED.has(entry.name)).map((entry) => entry.name);
}
