import { runApp } from '#libs/runtime';

await runApp('handoff-agent', () => import('./start.js'));
