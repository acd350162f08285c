/** A date, or `latest`, at the end of a name: `-2024-08-06`, `-20250514`, `-250828`, `@20250514`. */
const VERSION = /[-@](?:20\d\d-?\d\d-?\d\d|\d{6}|latest)$/;

/** Vendors and resellers write `4.1` and `4-1` for the same. */
const spelling = (name: string): string => name.trim().toLowerCase().replaceAll('.', '-');

/**
 * The names under which a model's price may be filed, the most exact first: as it is, without its
 * version, and both without the vendor in front (`openai/gpt-4o-2024-08-06`).
 */
export function namesOf(model: string): string[] {
  const full = spelling(model);
  const bare = full.slice(full.lastIndexOf('/') + 1);
  return [...new Set([full, full.replace(VERSION, ''), bare, bare.replace(VERSION, '')])].filter((name) => name !== '');
}

/** The form in which the name of a price is filed. */
export const filedName = spelling;
