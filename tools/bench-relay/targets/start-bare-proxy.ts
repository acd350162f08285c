import type { Children } from '../../shared/bench/children.js';
import { CONTROL_ARGS, controlled, type Controlled } from './controlled.js';

export interface BareProxy extends Controlled {
  url: string;
}

export async function startBareProxy(children: Children, farEndUrl: string): Promise<BareProxy> {
  const child = children.start(`${import.meta.dirname}/../bare/bare-proxy-process.js`, { ipc: true, env: { FAR_END_URL: farEndUrl } }, CONTROL_ARGS);
  const { url } = await child.nextMessage<{ url: string }>();
  return { url, ...controlled(child) };
}
