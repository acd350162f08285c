import type { AnswerTurnUseCase } from '#libs/agent-runtime';

/** The agent has no order tools yet: a human looks into it, and the contact is told so. */
export const answerOrderTurn: AnswerTurnUseCase = async () => ({ kind: 'hand-off', reason: 'agent_not_available' });
