import { z } from 'zod';
import { EnvironmentSchema } from '#libs/kernel';

interface Property {
  default?: unknown;
  description?: string;
  enum?: string[];
}

/** Every environment variable as a Markdown table, from the schema that validates them. */
export function configurationTable(): string {
  const { properties } = z.toJSONSchema(EnvironmentSchema, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, Property> };
  const rows = Object.entries(properties).map(([name, property]) => `| \`${name}\` | ${defaultOf(property)} | ${meaningOf(property)} |`);
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

const defaultOf = ({ default: value }: Property): string => (value === undefined ? '' : `\`${String(value)}\``);

const meaningOf = ({ description = '', enum: values }: Property): string => (values ? `${description} (${values.map((value) => `\`${value}\``).join(', ')})` : description).trim();

/** `text` with what stands between `<!-- name -->` and `<!-- /name -->` replaced. @throws Error when the markers are not there */
export function replaceBetween(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`The markers ${open} and ${close} are missing`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}
