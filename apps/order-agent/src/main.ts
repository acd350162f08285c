import { runApp } from '#libs/runtime';

await runApp('order-agent', () => import('./start.js'));
