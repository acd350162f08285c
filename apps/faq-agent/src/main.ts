import { runApp } from '#libs/runtime';

await runApp('faq-agent', () => import('./start.js'));
