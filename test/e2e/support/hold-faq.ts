import { jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { AnswerCache } from '#libs/knowledge';
import { eventually, gate } from '#libs/testing';

/** The FAQ agent's look for an answer, be it a kept one, held until the test lets it go on: turns stay in work for as long as it wants. */
export interface HeldFaq {
  /** Questions the agent has begun to look for, in order. */
  questions: string[];
  /** The most that were looked for at the same time. */
  mostAtOnce(): number;
  /** Waits until the agent has begun on so many. */
  begun(count: number): Promise<void>;
  /** Lets what waits and what is to come go on. */
  release(): void;
  restore(): void;
}

export function holdFaq(app: INestApplicationContext): HeldFaq {
  const answers = app.get(AnswerCache);
  const original = answers.find.bind(answers);
  const door = gate();
  const questions: string[] = [];
  let working = 0;
  let most = 0;
  const spy = jest.spyOn(answers, 'find').mockImplementation(async (...asked) => {
    const [, , text] = asked;
    questions.push(text);
    working += 1;
    most = Math.max(most, working);
    await door.opened;
    working -= 1;
    return original(...asked);
  });
  return {
    questions,
    mostAtOnce: () => most,
    begun: async (count) => void (await eventually(`${count} questions in work`, () => questions.length >= count)),
    release: door.open,
    restore: () => {
      door.open();
      spy.mockRestore();
    },
  };
}
