import type { TurnPart } from '#libs/contracts';

/** The name of a model call within a turn: parts of one turn ask different things under the same name. */
export const stepOf = (name: string, part: Pick<TurnPart, 'split' | 'index'> | undefined): string => (part ? `${name}:${part.split}:${part.index}` : name);
