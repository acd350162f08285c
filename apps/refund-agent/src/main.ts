import { runApp } from '#libs/runtime';

await runApp('refund-agent', () => import('./start.js'));
