import { createBareProxy } from './create-bare-proxy.js';

/** The bare proxy as a process of its own: it passes calls on to FAR_END_URL and says its own URL to its parent. */
const app = createBareProxy(process.env.FAR_END_URL!);
const url = await app.listen({ port: 0, host: '127.0.0.1' });

process.once('disconnect', () => process.exit());
// Ctrl-C reaches the whole group: the parent ends this process itself.
process.on('SIGINT', () => undefined);
process.send!({ url });
