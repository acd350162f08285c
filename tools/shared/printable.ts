const CONTROL_CHARACTERS = /(?![\t\n])\p{Cc}/gu;

/** Text from the server without the control characters by which it could steer the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL_CHARACTERS, '');
}
