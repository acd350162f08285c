import type { Platform } from './platform.js';

/** One metric's value as /metrics gives it, summed over the series whose labels contain all of `labels`; 0 when there is none. */
export async function metric({ api }: Pick<Platform, 'api'>, name: string, labels: Record<string, string> = {}): Promise<number> {
  const { text } = await api.get('/metrics');
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const series = text.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line) && wanted.every((label) => line.includes(label)));
  return series.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
