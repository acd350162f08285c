import type { z } from 'zod';
import { AppError } from '#libs/kernel';
import type { JsonObject } from '../completion.js';

const MAX_PROBLEMS = 20;

/** A client's body as `schema` has it. @throws AppError invalid_request naming each field that is wrong or cannot be carried over */
export function readAs<Output>(schema: z.ZodType<Output>, body: JsonObject): Output {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const errors = read.error.issues.slice(0, MAX_PROBLEMS).map(problemOf);
  const [first] = errors;
  throw new AppError('invalid_request', first ? `${first.path}: ${first.message}` : undefined, { errors });
}

function problemOf(issue: z.core.$ZodIssue): { path: string; message: string } {
  const told = issue.code === 'invalid_union' ? (furthest(issue) ?? issue) : issue;
  const path = told === issue ? issue.path : [...issue.path, ...told.path];
  return { path: path.join('.'), message: told.message };
}

/** Of the ways a value could have been read, the one that came furthest is the one that was meant. */
function furthest(union: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue | undefined {
  return union.errors.flat().sort((one, other) => other.path.length - one.path.length)[0];
}
