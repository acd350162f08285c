import { Inject, Injectable } from '@nestjs/common';
import { isTerminal } from '#libs/contracts';
import { answerEvents, type TurnStanding } from '#libs/conversations';
import { TURN_EVENT_LOG, compareEventIds, type Follower, type LoggedEvent, type TurnEventLog } from '#libs/stream';
import { OutcomeWatch } from './outcome-watch.js';

/** Watches one turn to its end: events from the log, and the outcome from the database should the log miss it. */
@Injectable()
export class TurnWatcher {
  constructor(
    @Inject(TURN_EVENT_LOG) private readonly log: TurnEventLog,
    private readonly outcomes: OutcomeWatch,
  ) {}

  /**
   * Gives the turn's events after `after` (all when absent), ending with the terminal one.
   * @param options.standing where the turn stands, when the caller has read it already
   * @param options.unborn the turn does not exist yet, so that there is nothing to read back
   * @returns how to stop before the end
   */
  async watch(
    tenantId: string,
    turnId: string,
    options: { after?: string | undefined; standing?: TurnStanding | undefined; unborn?: boolean },
    onEvent: (logged: LoggedEvent) => void,
  ): Promise<() => void> {
    let ended = false;
    let follower: Follower | undefined;
    let unwatch: (() => void) | undefined;
    const stop = () => {
      ended = true;
      follower?.close();
      unwatch?.();
    };
    const give = (logged: LoggedEvent) => {
      if (ended) return;
      if (isTerminal(logged.event)) stop();
      // The log is read from its beginning, so that an end the reader has seen already is recognised.
      if (!options.after || compareEventIds(logged.id, options.after) > 0) onEvent(logged);
    };
    const giveOutcome = (standing: TurnStanding) => {
      for (const logged of outcomeEvents(standing, options.after)) give(logged);
    };
    follower = await this.log.follow(turnId, options.unborn ? 'now' : undefined, give);
    if (ended) follower.close();
    else if (options.standing?.completed) giveOutcome(options.standing);
    else unwatch = this.outcomes.watch(tenantId, turnId, giveOutcome);
    return stop;
  }
}

/**
 * The end of a turn as the log would have told it, for when the log has nothing. A reader whose last
 * id comes after these has it from a log that was lost since: whether it saw the end nobody knows, so
 * it is given the end once more rather than never.
 */
function outcomeEvents({ subject, completed }: TurnStanding, after: string | undefined): LoggedEvent[] {
  if (!completed) return [];
  const milliseconds = Date.parse(completed.endedAt);
  const logged = answerEvents(subject, completed).map((event, index) => ({ id: `${milliseconds}-${index}`, event }));
  const last = logged.at(-1)!;
  return after && compareEventIds(after, last.id) > 0 ? [{ id: nextEventId(after), event: last.event }] : logged;
}

function nextEventId(id: string): string {
  const [milliseconds, sequence] = id.split('-');
  return `${milliseconds}-${Number(sequence) + 1}`;
}
